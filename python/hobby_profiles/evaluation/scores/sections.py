"""The sections on profiles and audiences of ``docs/evaluation.md``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PROFILE_METHODS = {
    "random": "random",
    "popularity": "popularity of topics",
    "recency": "recency only",
    "frequency": "frequency only",
    "monetary": "spend only",
    "decayed_frequency": "decayed frequency",
    "rfm_topic": "RFM percentiles within the topic",
    "rfm_user": "RFM percentiles within the user",
    "tifu_knn": "frequency blended with neighbours' (TIFU-KNN style)",
    "matrix_factorisation": "matrix factorisation (ALS, untuned)",
}
_AUDIENCE_METHODS = {
    name: label for name, label in _PROFILE_METHODS.items() if name != "popularity"
} | {"activity": "overall activity of users"}

Figures = Mapping[str, Mapping[str, Any]]


def profiles_section(figures: Figures) -> str:
    """Render the figures of ``evaluate profiles``.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    page = [
        "## Profiles",
        "",
        "Does a profile score rank first what the user does next? NDCG@10 over all leaf topics, "
        "mean over users with an event in the days after the as-of date; *repeat* ranks the "
        "user's own topics only, *new* the others. The interval is a paired bootstrap over users "
        "of shipped less baseline. Rerun with `hobby-profiles evaluate profiles --help`.",
    ]
    for name, data in figures.items():
        page += ["", f"### {name}, next {data['horizon_days']} days", ""]
        page.append(f"{data['measured_user_count']:,.0f} users, {data['topic_count']:,.0f} topics.")
        page += [
            "",
            "| method | NDCG@10 | recall@10 | hit rate | MRR | repeat | new | shipped less this |",
            "|---|---|---|---|---|---|---|---|",
            _profile_row("**shipped profile score**", data, "", ""),
        ]
        for key, label in _PROFILE_METHODS.items():
            difference = _interval(data, f"ndcg_at_10_minus_{key}", signed=True)
            page.append(_profile_row(label, data, f"baseline_{key}_", difference))
        if data.get("half_year_overlap_at_3") is not None:
            page += ["", *_stability_lines(data)]
    return "\n".join(page)


def audiences_section(figures: Figures) -> str:
    """Render the figures of ``evaluate audiences``.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    page = [
        "## Audiences",
        "",
        "Do a topic's best users buy in it next? Lift of the top 10% of all users over the "
        "topic's base rate, mean over topics with enough buyers; *prospects*: the same among "
        "users who never bought in the topic. The interval is a bootstrap over users. ECE: mean "
        "distance of `purchase_probability` from what happened, over ten bins. Rerun with "
        "`hobby-profiles evaluate audiences --help`.",
    ]
    for name, data in figures.items():
        page += ["", f"### {name}, next {data['horizon_days']} days", ""]
        page.append(
            f"{data['user_count']:,.0f} users; {data['audience_topic_count']:,.0f} topics, "
            f"{data['prospect_topic_count']:,.0f} for prospects. ECE {_number(data['ece'])} of "
            f"engaged users, {_number(data['prospect_ece'])} of prospects."
        )
        page += [
            "",
            "| method | lift | precision | prospects' lift | shipped less this | prospects |",
            "|---|---|---|---|---|---|",
            _audience_row("**shipped audience score**", data, "", "", ""),
        ]
        for key, label in _AUDIENCE_METHODS.items():
            differences = (
                _interval(data, f"{part}_lift_at_10pct_minus_{key}", signed=True, digits=2)
                for part in ("audience", "prospect")
            )
            page.append(_audience_row(label, data, f"baseline_{key}_", *differences))
    return "\n".join(page)


def _profile_row(label: str, data: Mapping[str, Any], prefix: str, difference: str) -> str:
    keys = ("ndcg_at_10", "recall_at_10", "hit_rate_at_10", "mrr")
    values = [_number(data[prefix + key]) for key in keys]
    values += [_number(data[f"{prefix}{part}_ndcg_at_10"]) for part in ("repeat", "new")]
    return f"| {label} | {' | '.join(values)} | {difference} |"


def _audience_row(label: str, data: Mapping[str, Any], prefix: str, *differences: str) -> str:
    values = (
        _number(data[f"{prefix}audience_lift_at_10pct"], 2),
        _number(data[f"{prefix}audience_precision_at_10pct"]),
        _number(data[f"{prefix}prospect_lift_at_10pct"], 2),
        *differences,
    )
    return f"| {label} | {' | '.join(values)} |"


def _stability_lines(data: Mapping[str, Any]) -> list[str]:
    return [
        f"Steadiness: of the top 3 topics of {data['half_year_user_count']:,.0f} users with more "
        f"than 10 events in both of two half-years, {_number(data['half_year_overlap_at_3'], 2)} "
        f"are the same by the shipped score, "
        f"{_number(data['half_year_rfm_overlap_at_3'], 2)} by plain RFM within the user; "
        f"profile lines: {_number(data['half_year_profile_overlap_at_3'], 2)}. From one day to "
        f"the next {_number(data['day_overlap_at_10'])} of the top 10 stay and a score moves by "
        f"{_number(data['day_mean_score_change'], 5)} on average.",
    ]


def _interval(data: Mapping[str, Any], key: str, *, signed: bool = False, digits: int = 4) -> str:
    if data[key] is None:
        return "-"
    sign = "+" if signed else ""
    low, high = data[f"{key}_ci_low"], data[f"{key}_ci_high"]
    return f"{data[key]:{sign}.{digits}f} [{low:{sign}.{digits}f}, {high:{sign}.{digits}f}]"


def _number(value: float | None, digits: int = 4) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
