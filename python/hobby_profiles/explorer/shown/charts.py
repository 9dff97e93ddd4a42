"""Charts that only the explorer draws, without colours of text and grid: the theme sets them."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from hobby_profiles.explorer.shown.text import in_html
from hobby_profiles.report.charts import ACCENT, SECOND

_STAGES = {"ongoing": ACCENT, "starting": "#1f7a6b", "pausing": "#8a6410", "ended": "#7a7a86"}


def months(frame: pd.DataFrame) -> go.Figure:
    """Draw events per month as bars."""
    figure = go.Figure(go.Bar(x=frame["month_date"], y=frame["event_count"], marker_color=ACCENT))
    return _sized(figure, "events", 300)


def over_days(frame: pd.DataFrame, unit: str) -> go.Figure:
    """Draw a measure over as-of days, and dotted the edges within which it is healthy."""
    figure = go.Figure()
    for name in ("lowest_value", "highest_value"):
        if frame[name].notna().any():
            figure.add_trace(
                go.Scatter(
                    x=frame["as_of_date"],
                    y=frame[name],
                    mode="lines",
                    line={"color": "#7a7a86", "dash": "dot"},
                    hoverinfo="y",
                )
            )
    figure.add_trace(
        go.Scatter(
            x=frame["as_of_date"],
            y=frame["measured_value"],
            mode="lines+markers",
            line={"color": ACCENT, "width": 3},
            marker={"size": 9},
        )
    )
    figure.update_xaxes(tickformat="%Y-%m-%d", nticks=6)
    return _sized(figure, unit, 300)


def differences(frame: pd.DataFrame) -> go.Figure:
    """Draw how much better than the baseline each variant is graded, with 95% intervals."""
    rows = frame[~frame["is_baseline"].astype(bool)][::-1]
    value = rows["fit_grade_difference"]
    figure = go.Figure(
        go.Scatter(
            x=value,
            y=[
                in_html(f"{row.experiment_name}: {row.variant_name}")
                for row in rows.itertuples(index=False)
            ],
            error_x={
                "array": rows["fit_grade_difference_ci_high"] - value,
                "arrayminus": value - rows["fit_grade_difference_ci_low"],
                "color": ACCENT,
            },
            mode="markers",
            marker={"size": 11, "color": ACCENT},
        )
    )
    figure.update_yaxes(automargin=True)
    figure = _sized(figure, "", 110 + 32 * len(rows))
    figure.update_xaxes(title="grade, difference to the baseline", zeroline=True)
    return figure


def joined_and_left(frame: pd.DataFrame) -> go.Figure:
    """Draw how many users joined per month, and below zero how many left."""
    figure = go.Figure(
        [
            go.Bar(x=frame["month_date"], y=frame["joined_count"], marker_color=ACCENT),
            go.Bar(x=frame["month_date"], y=-frame["left_count"], marker_color=SECOND),
        ]
    )
    figure = _sized(figure, "joined, and left below 0", 300)
    figure.update_layout(barmode="relative")
    return figure


def audience_curve(frame: pd.DataFrame) -> go.Figure:
    """Draw how the affinity falls from the best user to the last."""
    figure = go.Figure(
        go.Scatter(
            x=frame["audience_rank"],
            y=frame["affinity_score"],
            mode="lines",
            line={"color": ACCENT, "width": 3},
            fill="tozeroy",
        )
    )
    figure.update_xaxes(title="users, best first")
    return _sized(figure, "affinity, 0 to 1", 300)


def bars(frame: pd.DataFrame, name: str, value: str, unit: str) -> go.Figure:
    """Draw horizontal bars, the first row on top."""
    rows = frame[::-1]
    figure = go.Figure(
        go.Bar(
            x=rows[value],
            y=[in_html(text) for text in rows[name]],
            orientation="h",
            marker_color=SECOND,
        )
    )
    figure.update_yaxes(automargin=True)
    figure = _sized(figure, "", 90 + 30 * len(rows))
    figure.update_xaxes(title=unit)
    return figure


def timeline(frame: pd.DataFrame) -> go.Figure:
    """Draw journeys from their first to their last event; ended ones are grey."""
    figure = go.Figure()
    for row in frame[::-1].itertuples(index=False):
        figure.add_trace(
            go.Scatter(
                x=[row.first_event_at, row.last_event_at],
                y=[in_html(row.journey_name)] * 2,
                mode="lines+markers",
                line={"width": 9, "color": _STAGES.get(str(row.stage), ACCENT)},
                hovertext=f"{in_html(row.journey_name)}: {in_html(row.stage)}",
                hoverinfo="text+x",
            )
        )
    figure.update_yaxes(automargin=True)
    return _sized(figure, "", 90 + 32 * len(frame))


def _sized(figure: go.Figure, unit: str, height: int) -> go.Figure:
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        yaxis_title=unit or None,
    )
    return figure
