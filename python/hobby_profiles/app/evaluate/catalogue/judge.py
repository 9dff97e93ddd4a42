"""``hobby-profiles evaluate judge``: the judge against an independent reader."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import (
    FOLDER,
    figure_options,
    print_figures,
    retrieval_rows,
    write_figures,
)
from hobby_profiles.core.terminal import visible


@click.command()
@click.option("--gold", type=FOLDER, required=True, help="Folder with judge_pairs.csv.")
@click.option("--errors", is_flag=True, help="Print every pair on which judge and reader differ.")
@click.option(
    "--refit",
    is_flag=True,
    help="First fit the grade model anew without the folder's texts, and store it.",
)
@figure_options
def command(
    gold: Path, json_path: Path | None, errors: bool, write_docs: bool, refit: bool, cache_dir: str
) -> None:
    """Measure the judge on graded pairs, its memory without the texts being judged."""
    from hobby_profiles.embedding import load_embedding_model
    from hobby_profiles.evaluation.labels.judge import (
        REJECTED_UP_TO,
        held_out_pairs,
        measure_judge,
        measure_traps,
        memory_without,
        read_pairs,
    )
    from hobby_profiles.evaluation.labels.judge_refit import refit_grade_model
    from hobby_profiles.labels.held_out import is_held_out
    from hobby_profiles.labels.judge.embedded import EmbeddedJudge
    from hobby_profiles.labels.judge.review import make_review
    from hobby_profiles.labels.memory import load_memory
    from hobby_profiles.labels.settings import LabelSettings
    from hobby_profiles.labels.traps import load_traps

    settings = LabelSettings(cache_dir=Path(cache_dir))
    model = load_embedding_model(settings.embedding_model, cache_dir=cache_dir)
    pairs = read_pairs(gold)
    everything, traps = load_memory(settings.label_memory), load_traps()
    held = held_out_pairs(everything, traps)
    memory = memory_without(everything, pairs)
    memory = memory.subset(~is_held_out(memory.texts))
    if refit:
        click.echo(f"Wrote {refit_grade_model(gold, settings)}")
    judge = EmbeddedJudge(memory, model, make_review(settings, memory, model))
    figures, answer = measure_judge(pairs, judge, model)
    figures |= measure_traps(held, judge)
    print_figures(figures)
    if errors:
        differs = (answer["fit_grade"] <= REJECTED_UP_TO) != (answer["grade"] <= REJECTED_UP_TO)
        columns = ["grade", "fit_grade", "label", "explanation", "product_name", "category_path"]
        shown = answer.loc[differs, columns].to_string(max_colwidth=60, index=False)
        click.echo(visible(shown))
    write_figures("judge", figures, json_path, write_docs=write_docs)


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    rows = [
        ("the judge", ""),
        ("the judge without its lists", "without_lists_"),
        ("cosine of title and label, best threshold on these pairs", "baseline_cosine_"),
    ]
    return f"""## Judge

`hobby-profiles evaluate judge --gold DIR`: {figures["pair_count"]:.0f} pairs of a product and a
label, graded by an independent language model that saw titles only; {figures["bad_pair_count"]:.0f}
should be rejected (1 or 2). The judge's memory is without these texts.

| rejection by | precision | recall | F1 |
|---|---|---|---|
{retrieval_rows(figures, rows)}

Of the judge: precision [{figures["precision_ci_low"]:.2f}, {figures["precision_ci_high"]:.2f}],
recall [{figures["recall_ci_low"]:.2f}, {figures["recall_ci_high"]:.2f}]. Its lists were reviewed
with these pairs in view. Of {figures["trap_count"]:,.0f} labels that a title only suggests it
rejects {figures["trap_rejection"]:.0%}, and {figures["good_pairs_lost"]:.0%} of good ones. It finds
{figures["sensitive_recall"]:.0%} of the sensitive labels, and of those it marks
{figures["sensitive_precision"]:.0%} are sensitive.
"""
