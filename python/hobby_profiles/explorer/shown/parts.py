"""Parts of pages: headings of a shop's names, numbers with units, charts with tables."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from hobby_profiles.explorer.shown.columns import configured
from hobby_profiles.explorer.shown.text import cells, clean, in_html, plain

_HEIGHT = 35
_MOST_ROWS = 12


def heading(name: object, remark: object = "") -> None:
    """Show a name of the shop's as the title of a page, with a remark under it."""
    st.html(f"<h1 style='margin:0;font-size:2rem;overflow-wrap:anywhere'>{in_html(name)}</h1>")
    if str(remark):
        st.caption(plain(remark))


def section(title: str, definition: str = "") -> None:
    """Begin a section, with what it shows in one sentence."""
    st.subheader(title, divider="gray")
    if definition:
        st.caption(definition)


def numbers(told: list[tuple[str, str, str]]) -> None:
    """Show numbers: what each is, its value with a unit, its definition."""
    with st.container(horizontal=True, gap="small"):
        for label, value, definition in told:
            st.metric(label, value, help=definition, border=True, width=150)


def size(users: float | None, least: int) -> str:
    """Return a number of users, but not one that is too small for an audience."""
    return f"under {least}" if users is None or users < least else f"{int(users):,}"


def table(frame: pd.DataFrame, empty: str, key: str, height: int | None = None) -> None:
    """Show a table whose columns are defined, or what to do where there is nothing."""
    if frame.empty:
        st.info(empty, icon=":material/inbox:")
        return
    rows = frame.copy()
    for name in rows.columns:
        if not pd.api.types.is_numeric_dtype(rows[name]):
            rows[name] = rows[name].map(cells)
    tall = height or _HEIGHT * (min(len(rows), _MOST_ROWS) + 1) + 3
    st.dataframe(
        rows,
        column_config=configured(rows.columns),
        hide_index=True,
        height=tall,
        key=key,
        placeholder="–",
        alt=f"Table: {', '.join(rows.columns)}",
    )


def chart(figure: go.Figure, frame: pd.DataFrame, title: str, empty: str, key: str) -> None:
    """Show a chart with its table beside it; on a phone the table follows it."""
    if frame.empty:
        st.info(empty, icon=":material/inbox:")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.plotly_chart(
            figure,
            key=key,
            config={"displayModeBar": False, "scrollZoom": False},
            alt=f"{clean(title)}; the table beside it has the numbers",
        )
    with right:
        table(frame, empty, f"{key}_table")
