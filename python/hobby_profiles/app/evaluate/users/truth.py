"""``hobby-profiles evaluate truth``: do profile lines name what people are interested in?"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hobby_profiles.app.evaluate.options.figures import (
    FOLDER,
    figure_options,
    print_figures,
    write_figures,
)
from hobby_profiles.app.evaluate.options.scores import (
    database_option,
    settings_of,
    vars_option,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WEIGHTS = Path("seeds/reference/hobby__identity_weights.csv")


@click.command()
@click.option(
    "--data-dir", type=FOLDER, required=True, help="Folder with the shop's products and events."
)
@click.option(
    "--reference",
    type=FOLDER,
    required=True,
    help="Folder with user_interests.csv, not_interests.csv and optionally profile_lines.csv.",
)
@database_option
@vars_option
@click.option(
    "--fit",
    is_flag=True,
    help=f"Fit the weights of identity on this reference's verdicts and write {_WEIGHTS}.",
)
@figure_options
def command(
    data_dir: Path,
    reference: Path,
    database: Path | None,
    json_path: Path | None,
    write_docs: bool,
    variables: str,
    fit: bool,
    cache_dir: str,
) -> None:
    """Measure profile lines against interests that a reader wrote down from the purchases."""
    from hobby_profiles.embedding import embed_texts, load_embedding_model
    from hobby_profiles.evaluation.scores.build import build_scores
    from hobby_profiles.evaluation.truth.fit import fit_identity
    from hobby_profiles.evaluation.truth.measure import measure_truth
    from hobby_profiles.evaluation.truth.reference import read_reference
    from hobby_profiles.evaluation.truth.shop import read_shop

    known = read_reference(reference)
    settings = settings_of(variables)
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as folder:
        warehouse = database or Path(folder) / "truth.duckdb"
        build_scores(warehouse, data_dir, None, variables=settings, wanted=_WANTED)
        shop = read_shop(warehouse, known.users)
        model = load_embedding_model(cache_dir=cache_dir)

        def embed(phrases: Sequence[str]) -> NDArray[np.float32]:
            return embed_texts(phrases, model=model)

        measured = measure_truth(shop, known, embed)
        if fit or len(known.verdicts):
            weights, fitted = fit_identity(warehouse, known)
            measured |= fitted
    if fit:
        weights.to_csv(_WEIGHTS, index=False)
        click.echo(f"Wrote {_WEIGHTS}. It counts from the next dbt build on.")
    # JSON knows no NaN: what could not be measured is null.
    figures = {
        name: None if value != value else round(float(value), 6) for name, value in measured.items()
    }
    print_figures(figures)
    write_figures("truth", figures, json_path, write_docs=write_docs)


_WANTED = ("hobby__user_topic_scores", "hobby__user_profiles")
_ROWS = (
    ("**profile lines**", ""),
    ("most events", "baseline_frequency_"),
    ("RFM within the user", "baseline_rfm_user_"),
)
_MEASURES = (
    "core_found",
    "interests_found",
    "lines_matched",
    "not_interest_lines",
    "duplicate_lines",
)
_HEADING = (
    "| lines | core found | interests found | lines right | lines wrong | near duplicates |\n"
    "|---|---|---|---|---|---|"
)


def render_section(figures: Mapping[str, float | None]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    table = "\n".join(
        f"| {title} | {' | '.join(_cell(figures, prefix + name) for name in _MEASURES)} |"
        for title, prefix in _ROWS
    )
    intervals = ", ".join(
        f"[{_cell(figures, measure + '_ci_low')}, {_cell(figures, measure + '_ci_high')}]"
        for measure in ("core_found", "interests_found", "lines_matched")
    )
    return f"""## Truth

`hobby-profiles evaluate truth`: a language model read every purchase of
{_cell(figures, "user_count", 0)} users of the demo shop and wrote down
{_cell(figures, "interest_count", 0)} interests and what only looks like one, before it opened a
profile. A line is right if it matches an interest by name or products, wrong if it matches none and
looks like something marked as no interest; a reader agrees on
{_cell(figures, "verdict_agreement")} of {_cell(figures, "verdict_count", 0)} lines. The other
orders show as many topics.

{_HEADING}
{table}

First row: {intervals}. At most {_cell(figures, "ceiling_two_products_interests_found")} of the
interests match a topic of the user with two products, and so can be found. The weights were fitted
on lines of other people (`tests/evaluation/gold/profiles_open_ecommerce`).
"""


def _cell(figures: Mapping[str, float | None], name: str, digits: int = 2) -> str:
    value = figures.get(name)
    return "" if value is None else f"{value:,.{digits}f}"
