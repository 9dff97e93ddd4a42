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
    help=f"Fit the weights of identity on this reference and write {_WEIGHTS}.",
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
        weights, fitted = fit_identity(warehouse, shop, known, embed)
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
    ("highest `profile_score`", "baseline_profile_score_"),
)
_MEASURES = (
    "core_found",
    "interests_found",
    "ongoing_found",
    "past_found",
    "lines_matched",
    "not_interest_lines",
    "duplicate_lines",
    "empty_profiles",
)
_HEADING = (
    "| lines | core found | interests found | ongoing | past | lines matched | no interest "
    "| near duplicates | empty |\n|---|---|---|---|---|---|---|---|---|"
)


def render_section(figures: Mapping[str, float | None]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    sizes = [(f"of it, {size} users", f"{size}_") for size in ("light", "medium", "heavy")]
    rows = [_ROWS[0], *sizes, *_ROWS[1:]]
    table = "\n".join(
        f"| {title} | {' | '.join(_cell(figures, prefix + name) for name in _MEASURES)} |"
        for title, prefix in rows
    )
    intervals = "; ".join(
        f"{name.replace('_', ' ')} {_cell(figures, name + '_ci_low')} to "
        f"{_cell(figures, name + '_ci_high')}"
        for name in ("core_found", "interests_found", "lines_matched")
    )
    ways = ", ".join(
        f"by {way} alone {_cell(figures, f'lines_matched_by_{way}')}"
        for way in ("name", "labels", "evidence")
    )
    return f"""## Truth

`hobby-profiles evaluate truth`: {_cell(figures, "user_count", 0)} users of the demo shop. A
language model that read every purchase wrote down {_cell(figures, "interest_count", 0)} interests,
and what only looks like one, before it opened a profile. A line matches an interest if its name has
a cosine of 0.55 to it or a synonym, or if two of the interest's products are a third of the line's.
It stands for no interest if it matches none and half of its products, or its name, say so; it is a
near duplicate with a cosine of 0.60 to a better line's name or 60% of its products. Matching agrees
with a reader's verdict on {_cell(figures, "verdict_agreement")} of
{_cell(figures, "verdict_count", 0)} lines. Empty profiles: users with 30 events or more. The other
orders show as many leaf topics of each user as the profile has lines.

{_HEADING}
{table}

95% intervals, by resampling users: {intervals}. Lines matched {ways}. The weights of identity were
fitted on these users; fitted on two thirds of them, confidence is off by
{_cell(figures, "fit_ece")} on the others' topics (mean over ten bins), area under the ROC curve
{_cell(figures, "fit_auc")}. Shown lines: {_cell(figures, "line_count", 0)}, of mean confidence
{_cell(figures, "mean_confidence")}, off by {_cell(figures, "confidence_ece")}. At best
{_cell(figures, "ceiling_two_products_interests_found")} of the interests can be found: so many
match a topic of the user with two products.
"""


def _cell(figures: Mapping[str, float | None], name: str, digits: int = 2) -> str:
    value = figures.get(name)
    return "" if value is None else f"{value:,.{digits}f}"
