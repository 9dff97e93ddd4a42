"""``hobby-profiles evaluate labels``: accepted labels against reference labels."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click
import pandas as pd

from hobby_profiles.app.evaluate.options.figures import (
    FOLDER,
    NEW_FILE,
    figure_options,
    print_figures,
    write_figures,
)
from hobby_profiles.core.terminal import visible

_HELD_OUT = Path("tests/evaluation/demo_texts_held_out.parquet")
_MEASURES = ("precision", "strong_recall", "abstention")
_LEASTS = ("0.60",)
"""Values of ``hobby__min_relevance`` that the docs show, of those measured."""
_SHOWN = 40
_SHOWN_COLUMNS = ("text_hash", "product_name", "category_path", "signal", "hobbies")


@click.command()
@click.option(
    "--gold",
    type=FOLDER,
    required=True,
    help="Folder with products.csv and product_hobbies.csv.",
)
@click.option(
    "--held-out",
    type=NEW_FILE,
    default=_HELD_OUT,
    show_default=True,
    help="Recorded answers of texts that the shipped memory does not hold.",
)
@click.option(
    "--language",
    type=click.Choice(["english", "multilingual"]),
    default="english",
    show_default=True,
    help="As hobby__language; multilingual measures the reference labels only.",
)
@click.option("--budget", is_flag=True, help="Also measure the label budget (some minutes).")
@click.option("--seed", default=0, show_default=True, help="Draws the predictions that are shown.")
@figure_options
def command(
    gold: Path,
    json_path: Path | None,
    held_out: Path,
    language: Literal["english", "multilingual"],
    budget: bool,
    write_docs: bool,
    seed: int,
    cache_dir: str,
) -> None:
    """Measure accepted labels at the shipped settings, the measured texts out of the memory.

    Where the memory holds some of them, the labeller learns anew without them, which takes minutes
    the first time.
    """
    from hobby_profiles.embedding import load_embedding_model
    from hobby_profiles.evaluation.labels.accepted import measure_on_gold
    from hobby_profiles.evaluation.labels.gold import read_gold
    from hobby_profiles.evaluation.labels.recorded import (
        load_held_out,
        measure_budget,
        measure_reliability,
    )
    from hobby_profiles.labels.memory import load_memory
    from hobby_profiles.labels.settings import LabelSettings

    settings = LabelSettings(cache_dir=Path(cache_dir), language=language)
    model = load_embedding_model(settings.embedding_model, cache_dir=cache_dir)
    memory = load_memory(settings.label_memory)
    products = read_gold(gold)
    figures, judged = measure_on_gold(products, memory, model, settings)
    click.echo(visible(shown_predictions(products, judged, settings.min_relevance, seed)))
    if language == "multilingual":
        print_figures(figures)
        write_figures("labels_multilingual", figures, json_path, write_docs=write_docs)
        return
    recorded = load_held_out(held_out)
    figures |= measure_reliability(memory, recorded, model, settings)
    if budget:
        figures |= measure_budget(memory, recorded, model, settings)
    print_figures(figures)
    write_figures("labels", figures, json_path, write_docs=write_docs)


def shown_predictions(
    products: pd.DataFrame, judged: pd.DataFrame, min_relevance: float, seed: int
) -> str:
    """Lay out predictions of 40 random products for reading.

    Args:
        products: The reference labels.
        judged: Every judged label with ``is_accepted`` and ``is_hit``.
        min_relevance: Least relevance of a label that is shown.
        seed: Seed of the draw.

    Returns:
        Two lines a product: what it is and should have, what it has; ``+`` hit, ``-`` miss.
    """
    kept = judged[judged["is_accepted"] & (judged["relevance"] >= min_relevance)]
    shown = {
        text_hash: ", ".join(
            f"{'+' if is_hit else '-'}{label} {relevance:.2f}"
            for is_hit, label, relevance in zip(
                rows["is_hit"], rows["label"], rows["relevance"], strict=True
            )
        )
        for text_hash, rows in kept.groupby("text_hash")
    }
    lines: list[str] = []
    drawn = products.sample(min(_SHOWN, len(products)), random_state=seed)
    for text_hash, name, category, signal, hobbies in zip(
        *(drawn[column] for column in _SHOWN_COLUMNS), strict=True
    ):
        wanted, given = "|".join(hobbies) or "nothing", shown.get(text_hash, "nothing")
        lines += [f"{name[:70]} [{category}]", f"    {signal}: {wanted}  <=  {given}"]
    return "\n".join(lines) + "\n"


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """

    def row(title: str, prefix: str) -> str:
        cells = " | ".join(f"{figures[prefix + name]:.2f}" for name in _MEASURES)
        return f"| {title} | {cells} |"

    shipped = " | ".join(
        f"{figures[name]:.2f} [{figures[f'{name}_ci_low']:.2f}, {figures[f'{name}_ci_high']:.2f}]"
        for name in _MEASURES
    )
    held_out = ""
    if "held_out_precision" in figures:
        held_out = row("the demo's held-out fifth, before the judge", "held_out_") + "\n"
    curve = "\n".join(
        row(f"`hobby__min_relevance` {least}", f"at_{least}_")
        for least in _LEASTS
        if f"at_{least}_precision" in figures
    )
    return f"""## Labels

`hobby-profiles evaluate labels --gold DIR`: {figures["product_count"]:.0f} products with reference
labels by a language model that read titles only; the memory is without their texts. A label is
right if its cosine to a reference phrase is at least 0.60. Strong recall: products with a
clear hobby that get a right label. Abstention: everyday items without a label.

| | precision | strong recall | abstention |
|---|---|---|---|
| shipped settings | {shipped} |
{held_out}{curve}

Relevance as a probability: on {figures["held_out_text_count"]:,.0f} texts that the labeller did not
hold, the expected calibration error is {figures["ece"]:.3f}.
{_budget_section(figures)}"""


def _budget_section(figures: Mapping[str, float]) -> str:
    shares = sorted({key.split("_")[1] for key in figures if key.startswith("budget_")}, key=float)
    if not shares:
        return ""

    def found(share: str, way: str) -> list[float]:
        # All texts are the same selection, however it is made.
        way = "selected" if float(share) >= 1.0 else way
        return [figures[f"budget_{share}_{way}_{name}"] for name in _MEASURES]

    def cell(share: str, way: str) -> str:
        return " / ".join(f"{value:.2f}" for value in found(share, way))

    rows = "\n".join(
        f"| {float(share):.0%} | {cell(share, 'selected')} | {cell(share, 'random')} |"
        for share in shares
    )
    return f"""
Label budget (`hobby__label_budget`): the embedded labeller learns from a share of the recorded
texts alone, and is measured on the demo's held-out fifth (precision / strong recall / abstention).

| share labelled | texts selected as the budget does | random texts |
|---|---|---|
{rows}
"""
