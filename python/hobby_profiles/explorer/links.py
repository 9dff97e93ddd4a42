"""Links between pages, each to a permanent address."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

import streamlit as st

from hobby_profiles.explorer.shown.text import plain

PAGES = {
    "topics": "Topics",
    "people": "People",
    "audiences": "Audiences",
    "collections": "Collections",
    "curation": "Curation",
    "health": "Health",
}


def page(name: str) -> st.Page:
    """Return a page by its name, which is its address too; the topics are at the root."""
    module = import_module(f"hobby_profiles.explorer.views.{name}")
    return st.Page(module.show, title=PAGES[name], url_path=name, default=name == "topics")


def link(name: str, label: object, **query: str) -> None:
    """Show a link to a page with a query, under a name of the shop's."""
    st.page_link(page(name), label=plain(label), query_params=query)


def row(name: str, query: str, labels: Iterable[tuple[object, object]]) -> None:
    """Show links to a page side by side: what each asks for under ``query``, and its label."""
    with st.container(horizontal=True, gap="small"):
        for value, label in labels:
            link(name, label, **{query: str(value)})


def asked(name: str) -> str:
    """Return what the address asks for under a name; empty if nothing."""
    return str(st.query_params.get(name, "")).strip()
