"""The sections on profiles and audiences of ``docs/evaluation.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_PLAIN = {
    "frequency": "frequency only",
    "decayed_frequency": "decayed frequency",
    "recency": "recency only",
    "monetary": "spend only",
    "rfm_topic": "RFM within the topic",
    "rfm_user": "RFM within the user",
    "tifu_knn": "TIFU-KNN style",
    "matrix_factorisation": "ALS, untuned",
}
_PROFILE_METHODS = {**_PLAIN, "popularity": "popularity"}
_AUDIENCE_METHODS = {**_PLAIN, "activity": "activity"}

Figures = Mapping[str, Mapping[str, Any]]


def profiles_section(figures: Figures) -> str:
    """Render the figures of ``evaluate profiles``: the last day of each shop, beside two baselines.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    gains = [data["ndcg_at_10_minus_frequency"] for data in figures.values()]
    others = [
        data["ndcg_at_10"] - _best(data, _PROFILE_METHODS, "ndcg_at_10", but="frequency")[1]
        for data in figures.values()
    ]
    page = [
        "## Profiles",
        "",
        "`hobby-profiles evaluate profiles`: does a profile score rank first the topics of the "
        f"user's next purchases? NDCG@10, mean over users with an event in {_days(figures)}. Over "
        f"all shops and days the difference to frequency goes from {_range(gains, 4)}, to the best "
        f"other baseline from {_range(others, 4)}.",
        "",
        "| shop, as of | ours | frequency | difference |",
        "|---|---|---|---|",
    ]
    for name, data in _latest(figures).items():
        cells = [
            name,
            f"**{_number(data['ndcg_at_10'])}**",
            _number(data["baseline_frequency_ndcg_at_10"]),
            _interval(data, "ndcg_at_10_minus_frequency"),
        ]
        page.append(f"| {' | '.join(cells)} |")
    for name, data in figures.items():
        if data.get("half_year_overlap_at_3") is not None:
            page += ["", *_stability_lines(name, data)]
    return "\n".join(page)


def audiences_section(figures: Figures) -> str:
    """Render the figures of ``evaluate audiences``: the last day of each shop.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    gains = [
        data["audience_lift_at_10pct"] - _best(data, _AUDIENCE_METHODS, "audience_lift_at_10pct")[1]
        for data in figures.values()
    ]
    page = [
        "## Audiences",
        "",
        "`hobby-profiles evaluate audiences`: how many times more often than all users do the 10% "
        f"with the highest `audience_score` buy in the topic within {_days(figures)} (lift, mean "
        "over topics)? Prospects: of users who never did, beside the most active of them. Off by: "
        "mean distance of `purchase_probability` from what happened. Over all shops and days the "
        f"lift less that of the best baseline goes from {_range(gains, 2)}.",
        "",
        "| shop, as of | lift | best baseline | difference | prospects | active | off by |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, data in _latest(figures).items():
        best, value = _best(data, _AUDIENCE_METHODS, "audience_lift_at_10pct")
        key = next(key for key, label in _AUDIENCE_METHODS.items() if label == best)
        cells = [
            name,
            f"**{_number(data['audience_lift_at_10pct'], 2)}**",
            f"{best} {_number(value, 2)}",
            _interval(data, f"audience_lift_at_10pct_minus_{key}", digits=2),
            f"**{_number(data['prospect_lift_at_10pct'], 2)}**",
            _number(data["baseline_activity_prospect_lift_at_10pct"], 2),
            _number(data["ece"], 3),
        ]
        page.append(f"| {' | '.join(cells)} |")
    return "\n".join(page)


def _latest(figures: Figures) -> Figures:
    """Keep the last day of each shop; names are 'shop, day'."""
    last = {name.rpartition(", ")[0]: name for name in sorted(figures)}
    return {name: figures[name] for name in last.values()}


def _range(values: Sequence[float], digits: int) -> str:
    return f"{min(values):+.{digits}f} to {max(values):+.{digits}f}"


def _days(figures: Figures) -> str:
    found = sorted({data["horizon_days"] for data in figures.values()})
    return f"{' or '.join(str(days) for days in found)} days"


def _best(
    data: Mapping[str, Any], methods: Mapping[str, str], measure: str, but: str = ""
) -> tuple[str, float]:
    """Name and figure of the best baseline; the first of equals."""
    found: Iterable[tuple[str, float]] = (
        (label, float(data[f"baseline_{key}_{measure}"]))
        for key, label in methods.items()
        if key != but and data[f"baseline_{key}_{measure}"] is not None
    )
    return max(found, key=lambda method: method[1], default=("-", float("nan")))


def _stability_lines(name: str, data: Mapping[str, Any]) -> list[str]:
    return [
        f"Of the top 3 topics of {data['half_year_user_count']:,.0f} active users "
        f"{_number(data['half_year_overlap_at_3'], 2)} are the same in two half-years, by plain "
        f"RFM {_number(data['half_year_rfm_overlap_at_3'], 2)} ({name}).",
    ]


def _interval(data: Mapping[str, Any], key: str, *, digits: int = 4) -> str:
    if data[key] is None:
        return "-"
    low, high = data[f"{key}_ci_low"], data[f"{key}_ci_high"]
    return f"{data[key]:+.{digits}f} [{low:+.{digits}f}, {high:+.{digits}f}]"


def _number(value: float | None, digits: int = 4) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
