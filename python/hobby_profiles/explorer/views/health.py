"""Health: what came in and what was made of it, measures, calls and experiments."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from hobby_profiles.core.wording import NO_HUMAN_CHECK, STAGES
from hobby_profiles.explorer.readings import health
from hobby_profiles.explorer.shown import charts
from hobby_profiles.explorer.shown.parts import chart, section, table
from hobby_profiles.explorer.shown.text import clean
from hobby_profiles.explorer.state import shop
from hobby_profiles.report.charts import funnel
from hobby_profiles.report.readings import read_funnel


def show() -> None:
    """Show all measures of the build."""
    warehouse = shop().warehouse
    section("Funnel", "From the labels that were given to products, to the topics of the tree.")
    stages = read_funnel(warehouse)
    frame = pd.DataFrame(
        [{**vars(row), "what it counts": STAGES.get(row.stage, "")} for row in stages]
    )
    chart(funnel(stages), frame, "Funnel", "Nothing was labelled.", "funnel")
    st.caption(NO_HUMAN_CHECK)
    section("Input rows", "Each row of the shop's tables, by what became of it and why.")
    table(health.read_rejected(warehouse), "No row was read.", "rejected")
    section("Taxonomy", "Measures of the tree, each with the range in which it is healthy.")
    table(health.read_taxonomy(warehouse), "There is no measure.", "taxonomy", height=420)
    section("Profiles and journeys", "How often a line breaks a rule that a reader expects.")
    failures = health.read_failures(warehouse)
    failing = failures.assign(rule=failures["what"] + ": " + failures["failure"])
    failing["failed, %"] = 100 * failing["failure_rate"]
    figure = charts.bars(failing, "rule", "failed, %", "failed, % of those checked")
    chart(figure, failures, "Failures", "There is no measure.", "failures")
    section("Over builds", "What the last build of each as-of day measured.")
    _over_builds(health.read_history(warehouse))
    section("Audiences over time", "Users who joined and left the audiences of leaf topics.")
    months = health.read_months(warehouse)
    chart(charts.joined_and_left(months), months, "Months", "There is no month.", "months")
    section("Calls of language models", "What was asked, and what it cost in USD.")
    empty = "No language model was called: labels and names are made on this machine."
    table(health.read_calls(warehouse), empty, "calls")
    section(
        "Experiments",
        "Variants of labelling side by side; differences are to the baseline, with 95% intervals.",
    )
    empty = "No experiment was run. Start one with: hobby-profiles experiment"
    tried = health.read_experiments(warehouse)
    chart(charts.differences(tried), tried, "Experiments", empty, "experiments")


@st.fragment
def _over_builds(history: pd.DataFrame) -> None:
    """Show one measure over the days of builds; another is chosen without reading all anew."""
    if history.empty:
        st.info("No build has measured it yet.", icon=":material/inbox:")
        return
    measures = history[["area", "measure"]].drop_duplicates().to_records(index=False)
    names = [f"{area}: {measure}" for area, measure in measures]
    place = st.selectbox(
        "Measure", range(len(names)), format_func=lambda number: clean(names[number])
    )
    area, measure = measures[place]
    shown = history[(history["area"] == area) & (history["measure"] == measure)]
    figure = charts.over_days(shown, "measured" if area == "taxonomy" else "failed share")
    told = shown.drop(columns=["area", "measure"]).dropna(axis="columns", how="all")
    chart(figure, told, f"{area} {measure}", "", "history")
    if len(shown) == 1:
        st.caption("One day so far: each build with later events adds a point.")
