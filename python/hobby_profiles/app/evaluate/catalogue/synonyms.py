"""``hobby-profiles evaluate synonyms``: merging, against reference pairs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import (
    figure_options,
    print_figures,
    retrieval_rows,
    write_figures,
)
from hobby_profiles.core.terminal import visible

_SEEN = Path("tests/evaluation/gold/synonyms.csv")
_MODEL = Path("python/hobby_profiles/taxonomy/data/merge_model.json")
_REFIT = "hobby-profiles evaluate synonyms --gold tests/evaluation/gold/synonyms.csv --refit"


@click.command()
@click.option(
    "--gold",
    type=click.Path(exists=True, path_type=Path),
    default=_SEEN,
    show_default=True,
    help="Folder or CSV with phrase_a, phrase_b, same (1 or 0), note; those noted 'pl' left out.",
)
@click.option("--errors", is_flag=True, help="Print every pair that is decided wrongly.")
@click.option("--refit", is_flag=True, help="First fit the pair model anew, and store it.")
@click.option(
    "--language",
    type=click.Choice(["english", "multilingual"]),
    default="english",
    show_default=True,
    help="multilingual: pairs in several languages, merged as a build with this hobby__language.",
)
@figure_options
def command(
    gold: Path,
    json_path: Path | None,
    errors: bool,
    write_docs: bool,
    refit: bool,
    language: str,
    cache_dir: str,
) -> None:
    """Measure merging: pairwise precision, recall and F1, beside a cosine threshold."""
    from hobby_profiles.embedding import embed_texts, load_embedding_model
    from hobby_profiles.evaluation.topics.merging import measure_merging
    from hobby_profiles.evaluation.topics.synonyms import (
        STRENGTH,
        fit_shipped_model,
        measure_synonyms,
        read_pairs,
    )
    from hobby_profiles.taxonomy.merge.model import shipped_pair_model
    from hobby_profiles.taxonomy.merge.settings import MergeSettings

    model = load_embedding_model(cache_dir=cache_dir)

    def embed(texts):  # type: ignore[no-untyped-def]
        return embed_texts(texts, model=model)

    if language == "multilingual":
        source = gold / "pairs.csv" if gold.is_dir() else gold
        settings = MergeSettings(language="multilingual", cache_dir=cache_dir)
        figures, answers = measure_merging(read_pairs(source), embed, settings)
        print_figures(figures)
        if errors:
            wrong = answers[answers["is_merged"] != (answers["same"] == 1)]
            click.echo(visible(wrong.to_string(index=False)))
        write_figures("synonyms_multilingual", figures, json_path, write_docs=write_docs)
        return
    pairs = read_pairs(gold / "synonyms.csv" if gold.is_dir() else gold)
    seen = read_pairs(_SEEN) if _SEEN.exists() else None
    if refit:
        fitted = fit_shipped_model(pairs, embed)
        stored = {"refit_with": _REFIT, "l2_strength": STRENGTH, "model": fitted.to_json()}
        _MODEL.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
        shipped_pair_model.cache_clear()
        click.echo(f"Wrote {_MODEL}")
    figures, answers = measure_synonyms(pairs, embed, seen=seen)
    print_figures(figures)
    if errors:
        wrong = answers[answers["is_merged"] != (answers["same"] == 1)].sort_values("score")
        columns = ["same", "score", "cosine", "note", "phrase_a", "phrase_b"]
        click.echo(visible(wrong[columns].to_string(index=False)))
    write_figures("synonyms", figures, json_path, write_docs=write_docs)


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    rows = [
        ("the pair model", ""),
        ("the first, as strict as a build is", "in_merging_"),
        ("cosine, best threshold on these pairs", "baseline_cosine_"),
    ]
    return f"""## Synonyms

`hobby-profiles evaluate synonyms`: {figures["pair_count"]:.0f} pairs of English labels, of which
{figures["same_count"]:.0f} name one hobby; the others only look alike. Each
pair is scored by models that saw none of its phrases; the threshold, {figures["threshold"]:g}, was
chosen on these scores. A build asks for {figures["in_merging_threshold"]:g}
(`hobby__merge_min_score`).

| two labels are merged by | precision | recall | F1 |
|---|---|---|---|
{retrieval_rows(figures, rows)}

First F1: [{figures["f1_ci_low"]:.2f}, {figures["f1_ci_high"]:.2f}]; without the thesaurus, whose
author had read these pairs, {figures["without_thesaurus_f1"]:.2f}.
"""
