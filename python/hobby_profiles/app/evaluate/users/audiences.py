"""``hobby-profiles evaluate audiences``: do a topic's best users buy in it next?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from hobby_profiles.app.evaluate.options.figures import NEW_FILE
from hobby_profiles.app.evaluate.options.scores import (
    hand_over,
    request_of,
    scoring_options,
    warehouse_of,
)
from hobby_profiles.evaluation.scores.sections import audiences_section


@click.command()
@scoring_options
@click.option(
    "--min-buyers",
    type=click.IntRange(min=1),
    help="Leave out topics with fewer buyers afterwards; by default 30, or 3.5% of the users.",
)
@click.option(
    "--plot",
    type=NEW_FILE,
    help="Draw the reliability of purchase_probability into this HTML file.",
)
def command(min_buyers: int | None, plot: Path | None, **arguments: Any) -> None:
    """Measure audiences, prospects and probabilities on the events after a date."""
    from hobby_profiles.evaluation.scores.audiences import measure_audiences
    from hobby_profiles.evaluation.scores.build import build_scores
    from hobby_profiles.evaluation.scores.panel import read_panel
    from hobby_profiles.evaluation.scores.plots import plot_reliability

    request = request_of(arguments)
    with warehouse_of(request) as database:
        build_scores(database, request.data_dir, request.as_of, variables=request.variables)
        panel = read_panel(database, request.as_of, request.horizon_days)
    figures = measure_audiences(panel, min_buyers=min_buyers)
    if plot is not None:
        plot_reliability(panel, plot)
    hand_over(request, "audiences", figures)


render_section = audiences_section
