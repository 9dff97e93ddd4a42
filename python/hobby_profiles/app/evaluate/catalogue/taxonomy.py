"""``hobby-profiles evaluate taxonomy``: the tree against gold trees and a plain baseline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import (
    FILE,
    areas_option,
    figure_options,
    memory_option,
    placed_labels_option,
    print_figures,
    write_figures,
)

_SHIPPED = ("iab", "wordnet")
_MIN_GRADE = 3


@click.command()
@click.option(
    "--gold",
    type=FILE,
    help="Gold tree: CSV or Parquet with leaf and path ('A > B'). Default: the shipped trees.",
)
@areas_option
@placed_labels_option
@memory_option
@figure_options
def command(
    gold: Path | None,
    areas: Path,
    placed_labels: Path,
    memory: Path,
    json_path: Path | None,
    write_docs: bool,
    cache_dir: str,
) -> None:
    """Measure how well the tree agrees with a gold tree of the same leaves."""
    import pandas as pd

    from hobby_profiles.embedding import embed_texts, load_embedding_model
    from hobby_profiles.evaluation.topics.taxonomy import evaluate_tree, read_gold, shipped_gold
    from hobby_profiles.taxonomy.tree.settings import TreeSettings

    settings = TreeSettings(cache_dir=cache_dir)
    model = load_embedding_model(settings.embedding_model, cache_dir=cache_dir)
    placed = pd.read_csv(placed_labels)
    reviewed = pd.read_csv(areas, dtype="string", keep_default_na=False)

    texts = pd.read_parquet(memory)
    texts = texts[texts["fit_grade"] >= _MIN_GRADE]

    def measure(tree: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
        return evaluate_tree(
            tree,
            lambda phrases: embed_texts(phrases, model=model),
            reviewed,
            placed,
            texts,
            settings,
        )

    figures: dict[str, float] = {}
    if gold is not None:
        figures = measure(read_gold(gold))
    else:
        for name in _SHIPPED:
            of_tree = measure(shipped_gold(name))
            if not figures:
                figures |= of_tree
            figures |= {f"{name}_{key}": value for key, value in of_tree.items()}
    print_figures(figures)
    write_figures("taxonomy", figures, json_path, write_docs=write_docs)


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON, of the shipped trees.

    Returns:
        A section in Markdown.
    """
    titles = {"iab": "IAB Interest", "wordnet": "WordNet leisure hyponyms"}
    rows = "\n".join(
        f"| {titles[name]} ({figures[f'{name}_leaf_count']:.0f} leaves) | "
        + " | ".join(
            f"{figures[f'{name}_{prefix}dendrogram_purity']:.3f}, "
            f"{figures[f'{name}_{prefix}ancestor_f1']:.3f}"
            for prefix in ("", "unguided_", "baseline_")
        )
        + " |"
        for name in _SHIPPED
    )
    return f"""## Taxonomy

`hobby-profiles evaluate taxonomy`: the leaves of a gold tree are put into a tree.
Dendrogram purity (Heller and Ghahramani 2005): how pure the smallest topic is that holds two leaves
of one gold parent. F1: of (leaf, ancestor) pairs. The baseline is told the number of gold parents;
the reviewed areas were written by someone who knew the IAB tree.

| purity, F1 | the tree | without reviewed areas | scikit-learn average linkage, cut flat |
|---|---|---|---|
{rows}
"""
