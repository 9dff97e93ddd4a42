"""An UpSet plot: how many are in exactly which of several sets (Lex et al. 2014)."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from hobby_profiles.explorer.shown.text import in_html
from hobby_profiles.report.charts import ACCENT

_FAINT = "rgba(128, 128, 128, .35)"
_LONGEST = 26


def upset(frame: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """Draw a bar for each combination, and under it a dot for each set that it is in.

    Args:
        frame: numbers (places among the names), meets, user_count; a row for each combination.
        names: Of the sets.
    """
    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.04, row_heights=[0.65, 0.35]
    )
    places = list(range(len(frame)))
    told = [in_html(text) for text in frame["meets"]]
    figure.add_trace(
        go.Bar(
            x=places,
            y=frame["user_count"],
            hovertext=told,
            hoverinfo="text+y",
            marker_color=ACCENT,
        ),
        row=1,
        col=1,
    )
    for place, numbers in zip(places, frame["numbers"], strict=True):
        for within, colour in ((False, _FAINT), (True, ACCENT)):
            dots = [number for number in range(len(names)) if (number in numbers) == within]
            figure.add_trace(
                go.Scatter(
                    x=[place] * len(dots),
                    y=dots,
                    mode="lines+markers" if within else "markers",
                    marker={"size": 11, "color": colour},
                    line={"color": colour, "width": 3},
                    hoverinfo="skip",
                ),
                row=2,
                col=1,
            )
    figure.update_xaxes(showticklabels=False, showgrid=False, zeroline=False)
    figure.update_yaxes(title="users", row=1, col=1)
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[_short(name) for name in names],
        range=[len(names) - 0.5, -0.5],
        showgrid=False,
        zeroline=False,
        automargin=True,
        row=2,
        col=1,
    )
    figure.update_layout(
        height=240 + 34 * len(names),
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        showlegend=False,
        dragmode=False,
        bargap=0.45,
    )
    return figure


def _short(name: str) -> str:
    return in_html(name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…")
