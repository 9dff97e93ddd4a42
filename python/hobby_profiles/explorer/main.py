"""The frame of all pages: navigation, and errors made for people where a page cannot be shown."""

from __future__ import annotations

import streamlit as st

from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.explorer import links, state
from hobby_profiles.explorer.shown.text import plain

_ELSEWHERE = {"user": "people", "collection": "collections"}
_STYLE = """<style>
[data-testid="stMainBlockContainer"] {padding-top: 3.5rem; padding-bottom: 3rem}
@media (max-width: 640px) {[data-testid="stMainBlockContainer"] {padding-top: 4.5rem}}
[data-testid="stMain"] [data-testid="stPageLink"] a {
    border: 1px solid rgba(128, 128, 128, .45); border-radius: .5rem; padding: .1rem .55rem
}
[data-testid="stMetricValue"] {font-size: 1.6rem}
/* The theme's greys are fainter than 4.5 to 1. */
[data-testid="stCaptionContainer"] {opacity: .85 !important}
input::placeholder {opacity: .85; color: inherit !important}
[data-testid="stMain"] button[role="radio"][aria-checked="true"] {color: unset !important}
[data-testid="stPlotlyChart"] :is(.xtick, .ytick, .y2tick) text,
[data-testid="stPlotlyChart"] :is(.xtitle, .ytitle, .bartext-outside) {
    fill: currentColor !important
}
</style>"""


def run() -> None:
    """Show the page that the address asks for."""
    st.set_page_config(page_title="Hobby Profiles", layout="wide")
    st.html(_STYLE)
    pages = {name: links.page(name) for name in links.PAGES}
    chosen = st.navigation(list(pages.values()))
    try:
        found = state.shop()
        if chosen.url_path == "":
            for asked, name in _ELSEWHERE.items():
                if links.asked(asked):
                    st.switch_page(pages[name], query_params={asked: links.asked(asked)})
        state.warm_up(found.version, found)
        _frame(found)
        chosen.run()
    except HobbyProfilesError as error:
        st.error(plain(error), icon=":material/error:")


def _frame(found: state.Shop) -> None:
    with st.sidebar:
        name = found.settings.get("shop_name") or "A shop"
        st.caption(f"{plain(name)} · as of {plain(found.manifest['as_of_date'])}")
        st.caption(
            f"Read from published tables. No number of users under {found.least} is shown, and no "
            "sensitive topic."
        )
