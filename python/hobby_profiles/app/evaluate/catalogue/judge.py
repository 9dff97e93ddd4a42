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

_COEFFICIENTS = Path("python/hobby_profiles/labels/judge/coefficients.json")


@click.command()
@click.option("--gold", type=FOLDER, required=True, help="Folder with judge_pairs.csv.")
@click.option("--errors", is_flag=True, help="Print every pair on which judge and reader differ.")
@click.option(
    "--refit",
    is_flag=True,
    help="First fit the coefficients anew on the memory without these pairs, and store them.",
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
    from hobby_profiles.evaluation.labels.judge_fit import fit_grade_model, training_pairs
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
        fitted = fit_grade_model(training_pairs(memory, traps, model))
        _COEFFICIENTS.write_text(fitted.to_json())
        click.echo(f"Wrote {_COEFFICIENTS}")
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
        ("grades recorded by the language model (its own pairs only)", "recorded_grades_"),
    ]
    return f"""## Judge

`hobby-profiles evaluate judge --gold DIR`: {figures["pair_count"]:.0f} pairs of a product and a
label (recorded by a language model, taken from another product, or planted), graded 1 to 5 by an
independent language model that saw titles only. The judge's memory is without these texts.
Rejection is grade 1 or 2, of which there are {figures["bad_pair_count"]:.0f}.

| rejection by | precision | recall | F1 |
|---|---|---|---|
{retrieval_rows(figures, rows)}

95% intervals of the judge, by resampling pairs: precision {figures["precision_ci_low"]:.2f} to
{figures["precision_ci_high"]:.2f}, recall {figures["recall_ci_low"]:.2f} to
{figures["recall_ci_high"]:.2f}. Of the bad pairs it rejects {figures["recall_planted"]:.0%} of the
planted, {figures["recall_swapped"]:.0%} of those from another product and
{figures["recall_recorded"]:.0%} of the recorded ones. The lists were reviewed with these pairs in
view; the row without them was not.

Traps of texts that nothing learns from: {figures["trap_rejection"]:.0%} of
{figures["trap_count"]:.0f} rejected, and with them {figures["good_pairs_lost"]:.0%} of
{figures["good_pair_count"]:.0f} pairs recorded with 4 or 5. Sensitive labels:
{figures["sensitive_recall"]:.0%} found, {figures["sensitive_precision"]:.0%} of those marked are
sensitive. Agreement in grades (Cohen's kappa, quadratic weights): {figures["weighted_kappa"]:.2f}
on all pairs, {figures["recorded_pairs_weighted_kappa"]:.2f} on the recorded ones, where the
recorded grades reach {figures["recorded_grades_weighted_kappa"]:.2f}.
"""
