"""``hobby-profiles evaluate preferences``: do price bands and discounts go on?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import click

from hobby_profiles.app.evaluate.options.scores import (
    hand_over,
    request_of,
    scoring_options,
    warehouse_of,
)

_SHARES = ("", "baseline_shop_", "baseline_topic_")


@click.command()
@scoring_options
def command(**arguments: Any) -> None:
    """Measure price bands and discount sensitivity on what users buy next."""
    from hobby_profiles.evaluation.preferences.measure import measure_preferences, read_told
    from hobby_profiles.evaluation.scores.build import PREFERENCES, build_scores

    request = request_of(arguments)
    with warehouse_of(request) as database:
        told = []
        for days, after in ((0, date.min), (request.horizon_days, request.as_of)):
            build_scores(
                database,
                request.data_dir,
                request.as_of + timedelta(days=days),
                variables=request.variables,
                wanted=PREFERENCES,
            )
            told.append(read_told(database, after))
    hand_over(request, "preferences", measure_preferences(told[0], told[1].purchases))


def render_section(figures: Mapping[str, Mapping[str, float]]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: For each name of data what the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    page = [
        "## Preferences",
        "",
        "`hobby-profiles evaluate preferences`: share of the purchases after the date that lie in "
        "the price band a user is shown with, in the shop's commonest and in the commonest of the "
        "purchase's topic; rank correlation (Spearman) of discount sensitivity with the share "
        "bought on discount afterwards. 95% intervals over users in brackets.",
        "",
        "| shop, as of, days | band | shop's | topic's | gain over the topic's | discount |",
        "|---|---|---|---|---|---|",
    ]
    for name, data in figures.items():
        cells = [
            "unknown" if data.get(f"{key}band_share") is None else f"{data[f'{key}band_share']:.3f}"
            for key in _SHARES
        ]
        for key in ("gain_over_topic", "discount_rank_correlation"):
            cells.append(
                "unknown"
                if data.get(key) is None
                else f"{data[key]:.3f} [{data[f'{key}_ci_low']:.3f}, {data[f'{key}_ci_high']:.3f}]"
            )
        page.append(f"| {name}, {data['horizon_days']} | " + " | ".join(cells) + " |")
    return "\n".join(page)
