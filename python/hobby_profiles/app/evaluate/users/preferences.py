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
        "`hobby-profiles evaluate preferences`: rank correlation of discount sensitivity with what "
        "is bought on discount afterwards; share of a user's next purchases in the price band we "
        "name, in the shop's and in the topic's commonest, where users have one.",
        "",
    ]
    for name, data in figures.items():
        said = [f"discount {_with_interval(data, 'discount_rank_correlation')}"]
        if data["band_user_count"]:
            band, shop, topic = (data[f"{key}band_share"] for key in _SHARES)
            said.append(
                f"price band {band:.3f}, {shop:.3f}, {topic:.3f}, a gain over the topic's of "
                f"{_with_interval(data, 'gain_over_topic')}"
            )
        page.append(f"- {name}, {data['horizon_days']} days: {'; '.join(said)}")
    return "\n".join(page)


def _with_interval(data: Mapping[str, float], key: str) -> str:
    return f"{data[key]:.3f} [{data[f'{key}_ci_low']:.3f}, {data[f'{key}_ci_high']:.3f}]"
