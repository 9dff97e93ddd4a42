"""``hobby-profiles evaluate attributes``: attributes of products, against titles tagged by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from hobby_profiles.app.evaluate.options.figures import (
    FILE,
    json_option,
    print_figures,
    write_docs_option,
    write_figures,
)

_TERMS = Path("seeds/reference/hobby__attribute_terms.csv")


@click.command()
@click.option(
    "--gold",
    type=FILE,
    default=Path("tests/evaluation/gold/attributes/titles.csv"),
    show_default=True,
    help="CSV with shop, product_id, product_name, category_path, brand, colour, material.",
)
@click.option(
    "--catalogue",
    type=FILE,
    default=Path("seeds/demo/products.parquet"),
    show_default=True,
    help="Parquet of the products that the titles are of: brands are told by what is repeated.",
)
@json_option
@write_docs_option
def command(gold: Path, catalogue: Path, json_path: Path | None, write_docs: bool) -> None:
    """Measure brand, colour and material: precision and recall."""
    import pandas as pd

    from hobby_profiles.evaluation.attributes.measure import measure_attributes, read_titles

    terms = pd.read_csv(_TERMS, keep_default_na=False, dtype=str)
    figures = measure_attributes(read_titles(gold), terms, pd.read_parquet(catalogue))
    print_figures(figures)
    write_figures("attributes", figures, json_path, write_docs=write_docs)


def render_section(figures: Mapping[str, float]) -> str:
    """Render the figures for ``docs/evaluation.md``.

    Args:
        figures: What the command writes as JSON.

    Returns:
        A section in Markdown.
    """
    found = ", ".join(
        f"{attribute} {figures[f'unseen_{attribute}_precision']:.2f} / "
        f"{figures[f'unseen_{attribute}_recall']:.2f}"
        for attribute in ("brand", "colour", "material")
    )
    return f"""## Attributes

`hobby-profiles evaluate attributes`: {figures["title_count"]:.0f} titles of the demo and of Online
Retail II, tagged by a language model that also wrote the list of terms, so expect less of another
shop. Precision / recall on the half not looked at before: {found}.
"""
