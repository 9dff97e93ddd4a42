"""Topics: search by meaning, the tree, and all that is known of one topic."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from hobby_profiles.core.tables import Row
from hobby_profiles.core.wording import LABEL_SOURCES, money, percent
from hobby_profiles.explorer import links
from hobby_profiles.explorer.links import asked, link, page
from hobby_profiles.explorer.readings import people, search, topics
from hobby_profiles.explorer.shown import charts
from hobby_profiles.explorer.shown.parts import chart, heading, numbers, section, size, table
from hobby_profiles.explorer.shown.text import plain
from hobby_profiles.explorer.state import Shop, meaning, shop
from hobby_profiles.report.charts import treemap

_LINKS = 24


def show() -> None:
    """Show the topic that the address names, or the search and the tree."""
    found = shop()
    topic, words = asked("topic"), asked("q")
    # A key of its own for each address: what was typed on one page is not carried to the next.
    key = f"search {topic} {words}"
    st.text_input(
        "Search topics by name, label or meaning",
        words,
        key=key,
        placeholder="knit, something for the garden, Stranger Things …",
        type="search",
        on_change=_search_again,
        args=(key,),
    )
    if topic:
        # A link within a page leaves the address in the browser as it was.
        st.query_params.from_dict({"topic": topic})
        _topic(found, topic)
    elif words:
        _results(found, words)
    else:
        _tree(found)


def _search_again(key: str) -> None:
    words = str(st.session_state[key] or "").strip()
    st.query_params.from_dict({"q": words} if words else {})


def _results(found: Shop, words: str) -> None:
    section(f"Topics for “{plain(words)}”", "Found by name first, then by label, then by meaning.")
    tree = {row.topic_id: row for row in _all_topics(found.version, found)}
    hits = {key: how for key, how in _called(found.version, words, found).items() if key in tree}
    _links([tree[topic_id] for topic_id in hits])
    with st.spinner("Searching by meaning …"):
        meant = _meant(found.version, words, found)
    near = {key: how for key, how in meant.items() if key in tree and key not in hits}
    _links([tree[topic_id] for topic_id in near])
    rows = [(tree[topic_id], how) for topic_id, how in {**hits, **near}.items()]
    if not rows:
        st.info("No topic is near these words. Try others.", icon=":material/search_off:")
        return
    frame = pd.DataFrame(
        [
            {
                "topic_name": row.topic_name,
                "how": how,
                "user_count": row.user_count or None,
                "product_count": row.product_count,
                "topic_path": row.topic_path,
            }
            for row, how in rows
        ]
    )
    table(frame, "", "results")


def _tree(found: Shop) -> None:
    rows = _all_topics(found.version, found)
    tops = topics.read_children(found.warehouse, None, found.least)
    section(
        "All topics",
        "A tree: the area of a tile is its number of products. Open a branch by a link, or a tile.",
    )
    _links(_rows(tops), 40)
    shown = tops.drop(columns=["topic_id"])
    chart(treemap(rows), shown, "Treemap of topics", "There is no topic yet.", "treemap")


def _topic(found: Shop, topic_id: str) -> None:
    warehouse, least = found.warehouse, found.least
    topic = topics.read_topic(warehouse, topic_id, least)
    if topic is None:
        st.warning(
            "There is no such topic, or it is not shown. Search for it by its name.",
            icon=":material/search_off:",
        )
        return
    above = topics.read_above(warehouse, topic.topic_id)
    with st.container(horizontal=True, gap="small"):
        st.page_link(page("topics"), label="All topics")
        for row in above:
            link("topics", row.topic_name, topic=row.topic_id)
    heading(topic.topic_name, f"{topic.kind} · {topic.topic_path}")
    _numbers(topic, found)
    link("curation", "Rename, move or hide it", topic=topic.topic_id)
    children = topics.read_children(warehouse, topic.topic_id, least)
    if len(children):
        section("Below it", "Topics right below, most products first.")
        _links(_rows(children))
        table(children.drop(columns=["topic_id"]), "", "children")
    _audience(found, topic)
    _months(found, topic)
    section("Products", "Those that stand best for the topic, and the label that put them there.")
    products = topics.read_products(warehouse, topic.topic_id, least)
    table(products, "No product of it may be shown.", "products")
    section("Related topics", "Near in meaning (cosine), or with the same users (overlap).")
    related = topics.read_related(warehouse, topic.topic_id, least)
    _links(_rows(related.head(12)))
    table(related.drop(columns=["topic_id"]), "No topic is near it.", "related")
    section("Names and labels", "What else it goes by, and why each label was merged into it.")
    table(topics.read_labels(warehouse, topic.topic_id), "It has no label.", "labels")
    sources = topics.read_sources(warehouse, topic.topic_id)
    sources["labeller"] = [LABEL_SOURCES.get(name, name) for name in sources["labeller"]]
    table(sources, "No product carries it.", "sources")


def _numbers(topic: Row, found: Shop) -> None:
    least, currency = found.least, found.settings.get("currency", "")
    numbers(
        [
            ("products", f"{topic.product_count:,}", "Distinct products in it or below it."),
            ("users", size(topic.user_count, least), "Users with an event in it."),
            (
                "high affinity",
                size(topic.high_affinity_user_count, least),
                "Users in the band high.",
            ),
            (
                "events",
                "–" if topic.event_count is None else f"{topic.event_count:,}",
                "Purchases, or what else counts as an event, in the window.",
            ),
            (
                f"spent, {currency}" if currency else "spent",
                "–" if topic.spend_amount is None else money(topic.spend_amount),
                "By all users, over the window.",
            ),
            (
                "trend",
                f"{topic.trend_score or 0:+z.2f}",
                "In [-1,1]: above 0 it grows against the shop, below 0 it fades.",
            ),
            (
                "name fits",
                percent(topic.name_score) if topic.name_score is not None else "–",
                "How well the name fits what is in it; 100% where it is a label or reviewed.",
            ),
        ]
    )


def _audience(found: Shop, topic: Row) -> None:
    section("Audience", "How the affinity of its users falls from the best to the last.")
    if topic.user_count is None:
        st.info(
            f"Fewer than {found.least} users have it: too few for an audience.",
            icon=":material/group_off:",
        )
        return
    curve = topics.read_audience_curve(found.warehouse, topic.topic_id)
    bands = topics.read_bands(found.warehouse, topic.topic_id, found.least)
    chart(charts.audience_curve(curve), bands, "Audience curve", "It has no audience.", "curve")
    link("audiences", "Build an audience of it", any=f"low:topic:{topic.topic_path}")
    if found.options.people:
        best = people.read_best(found.warehouse, topic.topic_id)
        st.caption("Best users")
        links.row("people", "user", zip(best, best, strict=True))


def _months(found: Shop, topic: Row) -> None:
    section(
        "Months",
        "Events per month; growth is against what the season lets expect. Months of fewer than "
        f"{found.least} users are left out.",
    )
    if topic.user_count is None:
        st.info(f"Not shown: fewer than {found.least} users have it.", icon=":material/group_off:")
        return
    frame = topics.read_months(found.warehouse, topic.topic_id, found.least)
    chart(charts.months(frame), frame, "Months", "No month has enough users.", "months")


def _links(rows: list[Row], most: int = _LINKS) -> None:
    links.row("topics", "topic", [(row.topic_id, row.topic_name) for row in rows[:most]])


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [
        Row(**{str(name): cell for name, cell in row.items()}) for row in frame.to_dict("records")
    ]


@st.cache_data(max_entries=2, show_spinner="Reading the topics …")
def _all_topics(version: str, _found: Shop) -> list[Row]:
    return topics.read_tree(_found.warehouse, _found.least)


@st.cache_data(max_entries=200, show_spinner=False)
def _called(version: str, words: str, _found: Shop) -> dict[str, str]:
    return search.called(words, _names(version, _found))


@st.cache_data(max_entries=200, show_spinner=False)
def _meant(version: str, words: str, _found: Shop) -> dict[str, str]:
    rows = _all_topics(version, _found)
    names = pd.DataFrame([{"topic_id": row.topic_id, "topic_name": row.topic_name} for row in rows])
    return search.meant(words, names, meaning(_found))


@st.cache_data(max_entries=2, show_spinner=False)
def _names(version: str, _found: Shop) -> pd.DataFrame:
    return search.names_of(_found.warehouse)
