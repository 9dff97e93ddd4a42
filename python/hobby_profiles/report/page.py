"""The HTML report: one page that needs nothing but itself."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import plotly.graph_objects as go
from jinja2 import Environment, StrictUndefined
from plotly.offline import get_plotlyjs

from hobby_profiles.core import wording
from hobby_profiles.core.tables import Row, Warehouse
from hobby_profiles.report import charts, labelling, readings
from hobby_profiles.report.choice import varied_users
from hobby_profiles.report.journeys import Span, read_timelines

_BINS = 25
_LINES = 6
_REASONS = 4
_BEST_USERS = 5
_BEST_PROSPECTS = 2
_BRANCH_TOPICS = 8
_REJECTIONS = 8


@dataclass(frozen=True)
class Card:
    """One user's profile with what surrounds it."""

    user_id: str
    totals: Row
    lines: list[Row]
    collections: list[str]
    personas: list[Row]
    journeys: list[Span]


@dataclass(frozen=True)
class CollectionCard:
    """One collection with its best users, prospects, and the topics users are in it for."""

    collection: Row
    best: list[Row]
    prospects: list[Row]
    reasons: list[tuple[str, int]]


@dataclass(frozen=True)
class Branch:
    """One top-level topic and the largest topics below it."""

    topic: Row
    largest: list[Row]


def render_page(
    warehouse: Warehouse, user_ids: list[str], user_count: int, quality_pages: str = ""
) -> str:
    """Render the report.

    Args:
        warehouse: Where to read from.
        user_ids: Users whose cards are shown.
        user_count: How many users to choose where none are named.
        quality_pages: Where the pages of `hobby-profiles validate` lie, seen from the report;
            empty if there are none.

    Returns:
        The page; the same bytes for the same warehouse.
    """
    overview = readings.read_overview(warehouse)
    topics = readings.read_topics(warehouse)
    profiles = readings.read_profiles(warehouse, user_ids or None)
    shown = user_ids or varied_users(profiles, user_count)
    bins = readings.read_score_bins(warehouse, _BINS)
    figures = {
        "chart-taxonomy": charts.treemap(topics),
        "chart-audiences": charts.audience_sizes(topics),
        "chart-audience-sizes": charts.audience_size_histogram(topics),
        "chart-audience-score": charts.score_histogram(
            bins, "audience_score_count", charts.ACCENT, "users in topics"
        ),
        "chart-profile-score": charts.score_histogram(
            bins, "profile_line_count", charts.SECOND, "profile lines"
        ),
        "chart-funnel": charts.funnel(readings.read_funnel(warehouse)),
    }
    unlike = labelling.read_unlike_texts(warehouse)
    folder = files("hobby_profiles.report")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        money=wording.money, share=wording.percent, one_line=wording.one_line
    )
    template = environment.from_string(folder.joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        overview=overview,
        quality_pages=quality_pages,
        lines_shown=_LINES,
        cards=_cards(warehouse, shown, profiles),
        collections=_collection_cards(warehouse),
        branches=_branches(topics),
        funnel=readings.read_funnel(warehouse),
        stages=wording.STAGES,
        sources=labelling.read_label_sources(warehouse),
        source_words=wording.LABEL_SOURCES,
        unlike=wording.unlike_texts(**vars(unlike)) if unlike else "",
        no_human_check=wording.NO_HUMAN_CHECK,
        rejected=readings.read_rejected(warehouse)[:_REJECTIONS],
        kind_count=Counter(topic.kind for topic in topics if topic.is_leaf and topic.kind),
        settings=warehouse.settings(),
        span=wording.span,
        count=wording.count,
        style=folder.joinpath("page.css").read_text(encoding="utf-8"),
        script=folder.joinpath("page.js").read_text(encoding="utf-8"),
        plotly=get_plotlyjs(),
        figures=_as_json(figures),
    )


def _cards(warehouse: Warehouse, user_ids: list[str], profiles: list[Row]) -> list[Card]:
    lines = defaultdict(list)
    for row in profiles:
        lines[row.user_id].append(row)
    collections = readings.read_user_collections(warehouse, user_ids)
    personas = readings.read_personas(warehouse, user_ids)
    journeys = read_timelines(warehouse, user_ids)
    return [
        Card(
            user_id=user_id,
            totals=readings.read_user_totals(warehouse, user_id),
            lines=lines[user_id],
            collections=[row.collection_name for row in collections if row.user_id == user_id],
            personas=[row for row in personas if row.user_id == user_id],
            journeys=journeys.get(user_id, []),
        )
        for user_id in user_ids
    ]


def _collection_cards(warehouse: Warehouse) -> list[CollectionCard]:
    best = defaultdict(list)
    for row in readings.read_collection_audiences(warehouse, _BEST_USERS):
        best[row.collection_id, row.audience_type].append(row)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for reason in readings.read_collection_reasons(warehouse):
        # A leaf and the inner topic above it may share their name.
        reasons[reason.collection_id][reason.reason_name] += reason.user_count
    return [
        CollectionCard(
            row,
            best[row.collection_id, "engaged"],
            best[row.collection_id, "prospect"][:_BEST_PROSPECTS],
            reasons[row.collection_id].most_common(_REASONS),
        )
        for row in readings.read_collections(warehouse)
    ]


def _branches(topics: list[Row]) -> list[Branch]:
    def largest_first(topic: Row) -> tuple[int, str]:
        return -topic.product_count, topic.topic_id

    children = defaultdict(list)
    for topic in topics:
        if topic.parent_topic_id:
            children[topic.parent_topic_id].append(topic)
    tops = sorted((topic for topic in topics if not topic.parent_topic_id), key=largest_first)
    return [
        Branch(top, sorted(children[top.topic_id], key=largest_first)[:_BRANCH_TOPICS])
        for top in tops
        if not top.is_leaf
    ]


def _as_json(figures: dict[str, go.Figure]) -> str:
    plain: dict[str, Any] = {name: json.loads(figure.to_json()) for name, figure in figures.items()}
    # Inside a script element '<' could end it: names of topics come from products.
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
