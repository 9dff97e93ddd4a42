"""``hobby-profiles evaluate attach``: under which parent new hobbies go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import (
    areas_option,
    figure_options,
    memory_option,
    placed_labels_option,
    print_figures,
    write_figures,
)
from hobby_profiles.core.terminal import visible


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, path_type=Path),
    default=Path("tests/evaluation/gold/attach.csv"),
    show_default=True,
    help="Folder or CSV with new_hobby, best_parent, wrong_parent1, wrong_parent2.",
)
@areas_option
@placed_labels_option
@memory_option
@click.option("--errors", is_flag=True, help="Print every case that is decided wrongly.")
@figure_options
def command(
    gold: Path,
    areas: Path,
    placed_labels: Path,
    memory: Path,
    json_path: Path | None,
    errors: bool,
    write_docs: bool,
    cache_dir: str,
) -> None:
    """Measure attaching: the share of new hobbies put under the best of three parents."""
    import pandas as pd

    from hobby_profiles.embedding import embed_texts, load_embedding_model
    from hobby_profiles.evaluation.topics.attach import measure_attach, read_cases

    model = load_embedding_model(cache_dir=cache_dir)
    texts = pd.read_parquet(memory)
    figures, answers = measure_attach(
        read_cases(gold / "attach.csv" if gold.is_dir() else gold),
        pd.read_csv(areas),
        pd.read_csv(placed_labels),
        texts[texts["fit_grade"] >= _MIN_GRADE],
        lambda phrases: embed_texts(phrases, model=model),
    )
    print_figures(figures)
    if errors:
        wrong = answers[answers["chosen"] != answers["best_parent"]]
        shown = wrong[["new_hobby", "best_parent", "chosen"]].to_string(index=False)
        click.echo(visible(shown))
    write_figures("attach", figures, json_path, write_docs=write_docs)


_MIN_GRADE = 3


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    return f"""## Attaching new topics

`hobby-profiles evaluate attach`: {figures["case_count"]:.0f} new hobbies are put under one of
three parent topics, with no example or placed label equal to a hobby. Right are
{figures["accuracy"]:.3f} [{figures["accuracy_ci_low"]:.2f}, {figures["accuracy_ci_high"]:.2f}], by
the nearest name {figures["baseline_cosine_accuracy"]:.3f}. The weights were chosen on these cases.
"""
