"""Audiences: put rules together, see how many they are, export them or keep them."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import partial
from pathlib import Path

import streamlit as st

from hobby_profiles.campaigns.export import export_audience, refuse_small, told_of
from hobby_profiles.campaigns.names import find_rule
from hobby_profiles.campaigns.rules import BANDS, Rule, Terms, audience_sql
from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.readings import audiences
from hobby_profiles.explorer.readings.audiences import Counts
from hobby_profiles.explorer.shown.overlap import upset
from hobby_profiles.explorer.shown.parts import chart, numbers, section, size, table
from hobby_profiles.explorer.shown.text import file_name, plain
from hobby_profiles.explorer.state import Shop, meaning, shop
from hobby_profiles.explorer.written.campaigns import keep_campaign

_CLAUSES = {"any": "one of these is enough", "all": "each is needed", "not": "none of these"}
_KINDS = ("topic", "collection", "persona", "brand", "journey")


def show() -> None:
    """Show the rules that the address holds, and the audience they make."""
    found = shop()
    section(
        "Who is it for?",
        "Rules over topics, collections, personas, brands and journeys. The address of this page "
        "holds them: keep it, or send it on.",
    )
    _add(found)
    rules = _rules(found)
    title, terms = _terms(found)
    if not any(rule.clause in ("any", "all") for rule in rules):
        st.info(
            "Say first whom to find: a rule of *any* or *all*, such as the topic Knitting.",
            icon=":material/group_add:",
        )
        return
    counts = _counted(found.version, tuple(rules), terms, found)
    _sizes(found, counts)
    _overlap(found, rules, counts)
    _export(found, rules, terms, counts)
    _keep(found, rules, terms, title, counts)


def _add(found: Shop) -> None:
    with (
        st.form("add", border=True, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        clause = st.selectbox(
            "Rule", list(_CLAUSES), format_func=lambda key: f"{key}: {_CLAUSES[key]}", width=210
        )
        kind = st.selectbox("Kind", _KINDS, width=130)
        name = st.text_input("Name", placeholder="80s nostalgia", width=260)
        band = st.selectbox(
            "At least", BANDS, index=2, width=110, help="Lowest affinity band that meets the rule."
        )
        added = st.form_submit_button("Add", icon=":material/add:", type="primary")
    if not added or not name.strip():
        return
    rule, reading = _found_rule(found.version, clause, f"{kind}:{name.strip()}", band, found)
    kept = st.query_params.get_all(clause)
    written = f"{band}:{kind}:{rule.name}"
    if written not in kept:
        st.query_params[clause] = [*kept, written]
    if reading:
        st.toast(plain(reading))


def _rules(found: Shop) -> list[Rule]:
    rules = []
    for clause in _CLAUSES:
        kept = st.query_params.get_all(clause)
        for place, written in enumerate(kept):
            band, _, asked = written.partition(":")
            if band not in BANDS or asked.partition(":")[0] not in _KINDS:
                st.warning(f"The address has a rule that is none: {plain(written)}")
                continue
            try:
                rule, reading = _found_rule(found.version, clause, asked, band, found)
            except InputError as error:
                st.warning(plain(error))
                continue
            rules.append(rule)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{clause}** {plain(f'{rule.kind} {rule.name}')} · {band} or better")
                if reading:
                    st.caption(plain(reading))
                if st.button("Remove", key=f"remove_{clause}_{place}", type="tertiary"):
                    st.query_params[clause] = [*kept[:place], *kept[place + 1 :]]
                    st.rerun()
    return rules


def _terms(found: Shop) -> tuple[str, Terms]:
    built = Terms.of_build(found.settings, "", None, None)
    with st.container(horizontal=True, gap="small"):
        title = st.text_input(
            "Name of the campaign",
            "audience",
            key="name",
            bind="query-params",
            width=260,
            help="Draws who is held out: the same name, the same people.",
        )
        holdout = st.number_input(
            "Held out, %",
            0.0,
            100.0,
            100 * built.holdout_share,
            1.0,
            key="holdout",
            bind="query-params",
            width=150,
            help="Share of the audience that gets nothing, to compare with.",
        )
        suppress = st.number_input(
            "Suppressed, days",
            0,
            3650,
            built.suppress_days,
            key="suppress",
            bind="query-params",
            width=170,
            help="Who was written to within so many days gets nothing.",
        )
    name = file_name(title or "").lower()
    return (title or name), Terms.of_build(found.settings, name, holdout / 100, int(suppress))


def _sizes(found: Shop, counts: Counts) -> None:
    least = found.least
    section("How many?", f"Counted anew at each change. Fewer than {least} are not told.")
    told = [
        ("users", counts.user_count, "Users who meet the rules."),
        ("to send to", counts.sendable_count, "Users who are sent something."),
        ("held out", counts.holdout_count, "Users drawn to get nothing."),
        ("suppressed", counts.suppressed_count, "Users written to lately."),
    ]
    numbers([(name, size(users, least), definition) for name, users, definition in told])
    table(counts.bands, "", "bands")


def _overlap(found: Shop, rules: list[Rule], counts: Counts) -> None:
    section(
        "Overlap",
        f"A bar is the users who meet the rules with a dot under it, and no other of the first "
        f"{audiences.MOST_COMPARED}. Combinations of fewer than {found.least} users are left out.",
    )
    frame = counts.combinations
    names = [rule.name for rule in audiences.compared(rules)]
    shown = frame.drop(columns=["numbers"])
    figure = upset(frame, names)
    chart(figure, shown, "Overlap of rules", "No combination has enough users.", "overlap")
    table(counts.campaigns, "No kept campaign shares enough users with it.", "others")


def _export(found: Shop, rules: list[Rule], terms: Terms, counts: Counts) -> None:
    section(
        "Export",
        "Who is sent to, who is held out, and a manifest with checksums, rules and the SQL; as "
        "hobby-profiles audience writes them.",
    )
    sql = audience_sql(rules, terms)
    try:
        refuse_small(counts.user_count, found.settings)
    except InputError as error:
        st.warning(plain(error), icon=":material/group_off:")
    else:
        with st.container(horizontal=True, gap="small"):
            for ending in ("csv", "parquet"):
                st.download_button(
                    f"Export as {ending.upper() if ending == 'csv' else 'Parquet'}",
                    partial(_files, found, rules, terms, ending),
                    f"{terms.campaign}.{ending}.zip",
                    "application/zip",
                    key=f"export_{ending}",
                    on_click="ignore",
                    icon=":material/download:",
                )
    with st.expander("The SQL", icon=":material/code:"):
        st.code(sql, language=None)


def _files(found: Shop, rules: list[Rule], terms: Terms, ending: str) -> bytes:
    sql = audience_sql(rules, terms)
    audience = found.warehouse.frame(sql)
    refuse_small(len(audience), found.settings)
    told = told_of(rules, terms, found.manifest["as_of_date"], found.warehouse.named(sql))
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(packed, "w") as archive:
        export_audience(audience, Path(folder) / f"{terms.campaign}.{ending}", told)
        for file in sorted(Path(folder).iterdir()):
            archive.write(file, file.name, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _keep(found: Shop, rules: list[Rule], terms: Terms, title: str, counts: Counts) -> None:
    section("Keep it as a campaign", "The next build makes the same people a campaign's audience.")
    if counts.user_count < found.least:
        st.caption("Not offered: the audience is too small.")
        return
    if st.button(f"Save as campaign {plain(terms.campaign)}", icon=":material/save:", key="keep"):
        given = found.options
        files = keep_campaign(given.data_dir, given.relations, title, rules, terms)
        st.success(f"Wrote {plain(' and '.join(map(str, files)))}. Build anew with: dbt build")


@st.cache_data(max_entries=500, show_spinner="Looking the name up …")
def _found_rule(version: str, clause: str, asked: str, band: str, _found: Shop) -> tuple[Rule, str]:
    return find_rule(_found.warehouse, clause, asked, band, partial(meaning, _found))


@st.cache_data(max_entries=100, show_spinner="Counting …")
def _counted(version: str, rules: tuple[Rule, ...], terms: Terms, _found: Shop) -> Counts:
    return audiences.count_audience(_found.warehouse, rules, terms, _found.least)
