"""Collections: what is in each, who it is for, and in which order one user sees it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from hobby_profiles.explorer import links
from hobby_profiles.explorer.links import asked, link, page
from hobby_profiles.explorer.readings import collections
from hobby_profiles.explorer.shown import charts
from hobby_profiles.explorer.shown.parts import chart, heading, numbers, section, size, table
from hobby_profiles.explorer.shown.text import clean, plain
from hobby_profiles.explorer.state import Shop, shop
from hobby_profiles.explorer.written.members import change_member


def show() -> None:
    """Show the collection that the address names, or all."""
    found = shop()
    every = collections.read_collections(found.warehouse, found.least)
    chosen = every[every["collection_id"] == asked("collection")]
    if len(chosen):
        _collection(found, chosen.iloc[0])
        return
    if asked("collection"):
        st.warning("There is no such collection.", icon=":material/search_off:")
    section("Collections", "Themed sets of topics and hand-picked products.")
    names = zip(every["collection_id"], every["collection_name"], strict=True)
    links.row("collections", "collection", names)
    shown = every.drop(columns=["collection_id"])
    empty = "There is no collection. Put collection_members beside the shop's other tables."
    table(shown, empty, "collections")


def _collection(found: Shop, row: pd.Series) -> None:
    warehouse, key = found.warehouse, str(row["collection_id"])
    st.page_link(page("collections"), label="All collections", query_params={})
    heading(row["collection_name"], key)
    users = None if pd.isna(row["user_count"]) else row["user_count"]
    prospects = None if pd.isna(row["prospect_count"]) else row["prospect_count"]
    numbers(
        [
            ("products", f"{row['product_count']:,}", "Distinct products."),
            ("topics", f"{row['topic_count']:,}", "Topics that it names."),
            ("users", size(users, found.least), "Users with an event in it."),
            ("prospects", size(prospects, found.least), "Users with nothing of it yet."),
        ]
    )
    if users is not None:
        link("audiences", "Build an audience of it", any=f"low:collection:{key}")
    section("Audience", "Because of which topic users are in it; few are left out.")
    audience = collections.read_audience(warehouse, key, found.least)
    figure = charts.bars(audience, "topic_name", "user_count", "users")
    chart(figure, audience, "Audience by topic", "Too few users for an audience.", "reasons")
    _members(found, key, str(row["collection_name"]))
    section("Products", "Those that stand best for it. To keep one out, drop its topic above.")
    products = collections.read_products(warehouse, key, found.least)
    table(products, "No product of it may be shown.", "products")
    if found.options.people:
        section("Order for a user", "Which products of it one user sees first.")
        user_id = st.text_input(
            "User", key="user", bind="query-params", placeholder="key of a user"
        )
        if user_id:
            order = collections.read_order(warehouse, key, user_id.strip())
            table(order, "No order is made for this user here.", "order")


def _members(found: Shop, key: str, name: str) -> None:
    section("Members", "Topics and products it is made of. Changes hold from the next build on.")
    members = collections.read_members(found.warehouse, key, found.least)
    table(members.drop(columns=["member_id"]), "It has no member that may be shown.", "members")
    with st.form("member", clear_on_submit=True):
        wanted = st.text_input(
            "Topic or product to add, or to drop", placeholder="name, path or key, in full"
        )
        pressed = st.form_submit_button("Add or drop", icon=":material/edit:")
    if not pressed or not wanted.strip():
        return
    member = collections.read_named(found.warehouse, wanted.strip())
    if member is None:
        st.warning(f"Nothing is called {plain(wanted)}. Search for it among the topics.")
        return
    column = "topic" if member.kind == "topic" else "product_id"
    called = clean(member.member) if column == "topic" else member.member_id
    line = {"collection_id": key, "collection_name": name, column: called}
    leaf = str(member.member).rpartition(" > ")[2]
    aliases = (member.member_id, leaf) if column == "topic" else ()
    given = found.options
    done = change_member(given.data_dir, given.relations, line, aliases)
    st.success(f"{plain(done)}. Build anew with: dbt build")
