"""The charts of the HTML report, as Plotly figures without colours of their own.

Colours of text and grid follow the page's light or dark look, so they are set in the browser.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from html import escape
from itertools import zip_longest

import plotly.graph_objects as go

from hobby_profiles.core.tables import Row
from hobby_profiles.core.wording import STAGES, count, percent

ACCENT = "#6d5ae6"
SECOND = "#e07a5f"
# Hues far enough from each other, each dark enough for white text (contrast 4.5 and more).
BRANCHES = [
    "#5b4bc4", "#b5472f", "#1f7a6b", "#93569f", "#8a6410", "#2d6cab", "#a63e6b", "#4d7323",
    "#6a5d52", "#a3522a", "#37718e", "#75529e",
]  # fmt: skip
_ROOT = "root"
_ROOT_COLOUR = "#37324f"
_SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
_MOST_TILES = 2500
_LONGEST_NAME = 34
_LINE_LENGTH = 12


def funnel(stages: list[Row]) -> go.Figure:
    """Draw how many labels were generated, accepted, merged and grouped."""
    figure = go.Figure(
        go.Funnel(
            y=[row.stage.capitalize() for row in stages],
            x=[row.label_count for row in stages],
            text=[
                f"{row.label_count:,}"
                + ("" if row.share_of_previous is None else f" · {percent(row.share_of_previous)}")
                for row in stages
            ],
            textinfo="text",
            textposition="auto",
            hovertext=[STAGES.get(row.stage, "") for row in stages],
            hoverinfo="text",
            marker={"color": ["#5b4bc4", "#6250d0", "#6855db", ACCENT][: len(stages)]},
            connector={"line": {"width": 0}, "fillcolor": "rgba(109, 90, 230, 0.15)"},
        )
    )
    figure.update_yaxes(showgrid=False, showline=False, ticks="")
    return _bare(figure, height=300, margin={"l": 90, "r": 10, "t": 10, "b": 10})


def treemap(topics: list[Row]) -> go.Figure:
    """Draw the taxonomy: area is products, one colour per top-level topic.

    A product in several topics counts in each, so the areas of a taxonomy add up to more than the
    shop's products. Of a large taxonomy the largest leaves are drawn, the others as one tile.
    """
    nodes = {topic.topic_id: topic for topic in topics}
    leaves = sorted(
        (topic for topic in topics if topic.is_leaf and topic.product_count > 0),
        key=lambda topic: (-topic.product_count, topic.topic_id),
    )
    drawn: dict[str, Row] = {}
    rest: dict[str, list[Row]] = defaultdict(list)
    for leaf in leaves:
        way = _way_up(leaf, nodes)
        if len(drawn) + len(way) <= _MOST_TILES or not leaf.parent_topic_id:
            drawn.update((topic.topic_id, topic) for topic in way)
        else:
            rest[leaf.parent_topic_id].append(leaf)
    for parent_id in rest:
        drawn.update((topic.topic_id, topic) for topic in _way_up(nodes[parent_id], nodes))
    tops = sorted(
        (topic for topic in drawn.values() if topic.parent_topic_id is None),
        key=lambda topic: (-topic.product_count, topic.topic_id),
    )
    colours = {topic.topic_id: BRANCHES[i % len(BRANCHES)] for i, topic in enumerate(tops)}
    ids, labels, parents, values = [_ROOT], ["All topics"], [""], [0]
    tiles, hovers, fills = ["All topics"], ["All topics"], [_ROOT_COLOUR]
    for topic in sorted(drawn.values(), key=lambda topic: (topic.depth, topic.topic_id)):
        ids.append(topic.topic_id)
        labels.append(_short(topic.topic_name))
        tiles.append(_wrapped(topic.topic_name))
        parents.append(topic.parent_topic_id or _ROOT)
        values.append(topic.product_count if topic.is_leaf else 0)
        hovers.append(
            f"{escape(topic.topic_path)}<br>{count(topic.product_count, 'product')}, "
            f"{count(topic.user_count, 'user')}"
        )
        fills.append(colours[_way_up(topic, nodes)[-1].topic_id])
    for parent_id in sorted(rest):
        others = rest[parent_id]
        ids.append(f"{parent_id}/others")
        labels.append(f"{len(others):,} smaller")
        tiles.append(f"{len(others):,} smaller")
        parents.append(parent_id)
        values.append(sum(topic.product_count for topic in others))
        hovers.append(f"{escape(nodes[parent_id].topic_path)}<br>{len(others):,} smaller topics")
        fills.append(colours[_way_up(nodes[parent_id], nodes)[-1].topic_id])
    figure = go.Figure(
        go.Treemap(
            ids=ids,
            labels=labels,
            parents=parents,
            values=values,
            text=tiles,
            textinfo="text",
            hovertext=hovers,
            hoverinfo="text",
            branchvalues="remainder",
            maxdepth=3,
            sort=True,
            marker={
                "colors": fills,
                "line": {"width": 0.5, "color": "rgba(255, 255, 255, 0.45)"},
                "pad": {"t": 24, "l": 3, "r": 3, "b": 3},
                "depthfade": "reversed",
            },
            tiling={"pad": 2},
            pathbar={"visible": True, "thickness": 28},
            textfont={"color": "#ffffff"},
        )
    )
    return _bare(figure, height=680, margin={"l": 0, "r": 0, "t": 32, "b": 0})


def audience_sizes(topics: list[Row], size: int = 20) -> go.Figure:
    """Draw the topics that most users are engaged in, leaves only."""
    largest = sorted(
        (topic for topic in topics if topic.is_leaf and topic.user_count > 0),
        key=lambda topic: (-topic.user_count, topic.topic_id),
    )[:size][::-1]
    figure = go.Figure(
        go.Bar(
            # Two topics may share a name: the id keeps their bars apart.
            y=[topic.topic_id for topic in largest],
            x=[topic.user_count for topic in largest],
            orientation="h",
            text=[f"{topic.user_count:,}" for topic in largest],
            textposition="outside",
            cliponaxis=False,
            hovertext=[escape(topic.topic_path) for topic in largest],
            hoverinfo="text",
            marker={"color": ACCENT, "cornerradius": 4},
        )
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=[topic.topic_id for topic in largest],
        ticktext=[_short(topic.topic_name) for topic in largest],
        automargin=True,
        showgrid=False,
    )
    figure.update_xaxes(visible=False)
    height = 60 + 26 * len(largest)
    return _bare(figure, height=height, margin={"l": 10, "r": 40, "t": 10, "b": 10})


def audience_size_histogram(topics: list[Row]) -> go.Figure:
    """Draw how many topics have how many users, leaves and inner topics."""
    sizes = [topic.user_count for topic in topics if topic.user_count > 0]
    largest = max(sizes, default=0)
    bounds = [bound for bound in _SIZES if bound <= largest]
    names, counts = [], []
    for lower, upper in zip_longest(bounds, bounds[1:]):
        inside = [size for size in sizes if size >= lower and (upper is None or size < upper)]
        if upper is None:
            names.append(f"{lower:,}+" if largest > lower else f"{lower:,}")
        else:
            names.append(f"{lower:,}" if upper == lower + 1 else f"{lower:,}–{upper - 1:,}")
        counts.append(len(inside))
    figure = go.Figure(
        go.Bar(
            x=names,
            y=counts,
            text=[f"{size:,}" for size in counts],
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
            marker={"color": SECOND, "cornerradius": 4},
        )
    )
    figure.update_xaxes(
        type="category", title={"text": "users", "font": {"size": 12}}, showgrid=False
    )
    figure.update_yaxes(visible=False)
    return _bare(figure, height=320, margin={"l": 10, "r": 10, "t": 30, "b": 50})


def score_histogram(bins: list[Row], column: str, colour: str, unit: str) -> go.Figure:
    """Draw the distribution of a score in [0,1], in bins of equal width.

    Args:
        bins: Rows with ``lower_bound`` and counts per score.
        column: Column of the count to draw.
        colour: Colour of the bars.
        unit: What is counted, in the plural.
    """
    width = 1 / max(len(bins), 1)
    figure = go.Figure(
        go.Bar(
            x=[row.lower_bound + width / 2 for row in bins],
            y=[getattr(row, column) for row in bins],
            width=[width * 0.94] * len(bins),
            hovertext=[
                f"{row.lower_bound:.2f} to {row.lower_bound + width:.2f}: "
                f"{getattr(row, column):,} {unit}"
                for row in bins
            ],
            hoverinfo="text",
            marker={"color": colour, "cornerradius": 3},
        )
    )
    figure.update_xaxes(range=[0, 1], tickformat=".1f", dtick=0.2, showgrid=False)
    figure.update_yaxes(rangemode="tozero", separatethousands=True, nticks=5)
    return _bare(figure, height=240, margin={"l": 50, "r": 10, "t": 10, "b": 30})


def _way_up(topic: Row, nodes: dict[str, Row]) -> list[Row]:
    way = [topic]
    while way[-1].parent_topic_id:
        way.append(nodes[way[-1].parent_topic_id])
    return way


def _short(name: str) -> str:
    cut = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return escape(cut)


def _wrapped(name: str) -> str:
    lines = textwrap.wrap(name, _LINE_LENGTH, break_long_words=False)
    return "<br>".join(escape(line) for line in lines)


def _bare(figure: go.Figure, *, height: int, margin: dict[str, int]) -> go.Figure:
    figure.update_layout(
        template=None,
        height=height,
        margin=margin,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
    )
    return figure
