"""People: one user's profile with evidence, journeys, personas, preferences, recommendations."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from hobby_profiles.core.tables import Row
from hobby_profiles.core.wording import money, percent, span
from hobby_profiles.explorer import links
from hobby_profiles.explorer.readings import people
from hobby_profiles.explorer.shown import charts
from hobby_profiles.explorer.shown.parts import chart, heading, numbers, section, size, table
from hobby_profiles.explorer.shown.text import clean, plain
from hobby_profiles.explorer.state import Shop, shop
from hobby_profiles.report.recommendations import read_preferences


def show() -> None:
    """Show the user that the address names, or a look-up."""
    found = shop()
    if not found.options.people:
        st.info(
            "Pages about single people are off. Start with: hobby-profiles explorer DIR --people",
            icon=":material/lock:",
        )
        return
    user_id = st.text_input(
        "User", key="user", bind="query-params", placeholder="key of a user", type="search"
    )
    user = people.read_user(found.warehouse, user_id.strip()) if user_id else None
    if user is None:
        _look_up(found, (user_id or "").strip())
    else:
        _user(found, user)


def _look_up(found: Shop, wanted: str) -> None:
    if wanted:
        st.warning(
            f"No user {plain(wanted)} has an event in the window. These are called most like it.",
            icon=":material/person_search:",
        )
    near = people.read_near(found.warehouse, wanted)
    section("Users", "Those with most topics in their profile, if you name none.")
    links.row("people", "user", zip(near["user_id"], near["user_id"], strict=True))
    table(near, "Nobody has an event in the window.", "users")


def _user(found: Shop, user: Row) -> None:
    warehouse = found.warehouse
    heading(user.user_id, span(user.first_event_date, user.last_event_date))
    numbers(
        [
            ("events", f"{user.event_count:,}", "Events in the window."),
            ("products", f"{user.product_count:,}", "Distinct products."),
            ("spent", money(user.spend_amount), "In the shop's currency, over the window."),
            ("topics in profile", f"{user.profile_topic_count:,}", "Lines of the profile."),
            (
                "last, days ago",
                f"{user.recency_days:,}",
                "Days from the last event to the as-of date.",
            ),
        ]
    )
    section("Profile", "What is a part of this person, surest first, and what tells it.")
    profile = people.read_profile(warehouse, user.user_id)
    links.row("topics", "topic", zip(profile["topic_id"], profile["topic_name"], strict=True))
    table(profile.drop(columns=["topic_id"]), "No topic is sure enough.", "profile")
    _why(found, user)
    section("Journeys", "What the person is or was in the middle of; grey ones have ended.")
    journeys = people.read_journeys(warehouse, user.user_id)
    chart(charts.timeline(journeys), journeys, "Journeys", "No journey is told.", "journeys")
    section("Personas", "Predefined types of customer that fit, and what speaks for each.")
    table(people.read_personas(warehouse, user.user_id), "No persona fits.", "personas")
    section("Preferences", "What the person leans to against the shop, within the same topics.")
    leans = pd.DataFrame(map(vars, read_preferences(warehouse, user.user_id, 12)))
    leans = leans.drop(columns=["user_id"], errors="ignore")
    table(leans, "No lean is told by three purchases or more.", "preferences")
    section("Recommendations", "What to propose next, and why.")
    proposed = people.read_recommendations(warehouse, user.user_id)
    table(proposed, "Nothing is recommended.", "recommendations")
    section("Collections", "Themed sets that fit the person, the best first.")
    collections = people.read_collections(warehouse, user.user_id)
    found_names = zip(collections["collection_id"], collections["collection_name"], strict=True)
    links.row("collections", "collection", found_names)
    table(collections.drop(columns=["collection_id"]), "None fits.", "collections")


def _why(found: Shop, user: Row) -> None:
    standings = people.read_standings(found.warehouse, user.user_id)
    if standings.empty:
        return
    with st.expander("Why? The numbers of a topic", icon=":material/help:"):
        names = dict(zip(standings["topic_id"], standings["topic_path"], strict=True))
        chosen = st.selectbox(
            "Topic", list(names), format_func=lambda key: clean(names[key]), key="why"
        )
        row = people.read_standing(found.warehouse, user.user_id, str(chosen))
        if row is None:
            return
        table(_standing(row, found.least), "", "standing")
        st.caption("Each term of the scores, event by event, is printed by:")
        st.code(f"hobby-profiles explain {clean(user.user_id)} --topic {chosen}", language=None)


def _standing(row: Row, least: int) -> pd.DataFrame:
    among = size(row.topic_user_count, least)
    told = [
        ("events", f"{row.event_count:,}", "in the topic, in the window"),
        ("products", f"{row.product_count:,}", "distinct"),
        ("days", f"{row.active_day_count:,}", "with an event in it"),
        ("days, decayed", f"{row.decayed_day_count:.2f}", "newer ones counting more"),
        ("last event", f"{row.recency_days:,}", "days ago"),
        ("spent", money(row.spend_amount), percent(row.spend_share) + " of all the user spent"),
        ("recency", f"{row.recency_score:.4f}", f"percentile among {among} users of the topic"),
        ("frequency", f"{row.frequency_score:.4f}", f"percentile among {among}"),
        ("monetary", f"{row.monetary_score:.4f}", f"percentile among {among}"),
        ("propensity", f"{row.propensity:+.4f}", "log odds of coming back, by fitted weights"),
        ("purchase probability", percent(row.purchase_probability), "within the horizon"),
        ("affinity", f"{row.affinity_score:.4f}", f"band {row.affinity_band}"),
        ("audience score", f"{row.audience_score:.4f}", f"rank {row.audience_rank:,} of {among}"),
        ("identity score", f"{row.identity_score:.4f}", "how much it is a part of the person"),
        ("profile score", f"{row.profile_score:.4f}", "how alive it is: odds / (1 + odds)"),
    ]
    return pd.DataFrame(told, columns=["number", "value", "what it is"])
