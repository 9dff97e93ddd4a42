"""Plots of scores against what happened."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from hobby_profiles.evaluation.scores.panel import Panel

_BINS = 10


def plot_reliability(panel: Panel, path: Path) -> None:
    """Draw how often people bought against the probability they were given.

    Args:
        panel: Probabilities as of a date, and what happened afterwards.
        path: HTML file to write, self-contained.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", name="perfect", line={"dash": "dot"})
    prospects = ~panel.engaged & np.isfinite(panel.purchase_probability)
    for name, pairs in (("engaged", panel.engaged), ("prospects", prospects)):
        given, happened = panel.purchase_probability[pairs], panel.truth[pairs]
        bins = np.minimum((given * _BINS).astype(int), _BINS - 1)
        count = np.bincount(bins, minlength=_BINS)
        kept = count > 0
        figure.add_scatter(
            x=np.bincount(bins, given, _BINS)[kept] / count[kept],
            y=np.bincount(bins, happened, _BINS)[kept] / count[kept],
            text=[f"{size:,} pairs" for size in count[kept]],
            mode="lines+markers",
            name=name,
        )
    figure.update_layout(
        title="Purchase probability and what happened",
        xaxis_title="probability given",
        yaxis_title="share who bought",
        template="plotly_white",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.write_html(path, include_plotlyjs=True)
