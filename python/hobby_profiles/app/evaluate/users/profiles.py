"""``hobby-profiles evaluate profiles``: do profile scores tell what a user does next?"""

from __future__ import annotations

from typing import Any

import click

from hobby_profiles.app.evaluate.options.scores import (
    hand_over,
    request_of,
    scoring_options,
    warehouse_of,
)
from hobby_profiles.evaluation.scores.sections import profiles_section


@click.command()
@scoring_options
@click.option(
    "--stability",
    is_flag=True,
    help="Also build as of the day before, and of the two half-years before, to see how steady "
    "profiles are.",
)
def command(stability: bool, **arguments: Any) -> None:
    """Measure profile scores on the events after a date, beside plain baselines."""
    from hobby_profiles.evaluation.scores.build import build_scores
    from hobby_profiles.evaluation.scores.panel import read_panel
    from hobby_profiles.evaluation.scores.profiles import measure_profiles
    from hobby_profiles.evaluation.scores.stability import measure_stability

    request = request_of(arguments)
    with warehouse_of(request) as database:
        build_scores(database, request.data_dir, request.as_of, variables=request.variables)
        panel = read_panel(database, request.as_of, request.horizon_days)
        figures = measure_profiles(panel)
        if stability:
            figures |= measure_stability(
                database, request.data_dir, request.as_of, variables=request.variables
            )
    hand_over(request, "profiles", figures)


render_section = profiles_section
