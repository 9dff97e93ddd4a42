"""Precision and recall of attributes against titles tagged by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hobby_profiles.attributes.tagger import tag_texts
from hobby_profiles.core.columns import require_columns

ATTRIBUTES = ("brand", "colour", "material")
_KEYS = ("seen", "unseen")


def read_titles(path: Path) -> pd.DataFrame:
    """Read reference titles: shop, product_id, product_name, category_path, and the attributes.

    Several values of an attribute are parted by ";". Rows in even places were looked at while the
    tagger was made, rows in odd places were not.

    Raises:
        InputError: If the file lacks a column.
    """
    titles = pd.read_csv(path, keep_default_na=False, dtype=str)
    wanted = ["shop", "product_id", "product_name", "category_path", *ATTRIBUTES]
    require_columns(titles, wanted, str(path))
    return titles


def measure_attributes(
    titles: pd.DataFrame, terms: pd.DataFrame, catalogue: pd.DataFrame
) -> dict[str, float]:
    """Compare the values of each title with those tagged by hand, as sets.

    Args:
        titles: What `read_titles` returns.
        terms: The seed ``hobby__attribute_terms``.
        catalogue: product_id, product_name, category_path of the shop whose titles stand beside
            its reference titles; titles of other shops are a catalogue of their own.

    Returns:
        ``<attribute>_precision`` and ``_recall`` over all titles, and with ``seen_`` and
        ``unseen_`` before them for either half; ``title_count``.
    """
    counts: dict[str, list[int]] = {}
    for _, rows in titles.groupby("shop", sort=True):
        known = catalogue["product_id"].isin(set(rows["product_id"]))
        texts = catalogue if known.any() else rows
        tagged = tag_texts(_as_texts(texts), terms)
        said = tagged.groupby(["text_hash", "attribute"])["value"].agg(set).to_dict()
        for place, row in rows.iterrows():
            half = _KEYS[int(str(place)) % 2]
            for attribute in ATTRIBUTES:
                mine = set(map(_plain, said.get((row["product_id"], attribute), ())))
                true = {_plain(value) for value in row[attribute].split(";") if value}
                for name in (attribute, f"{half}_{attribute}"):
                    sums = counts.setdefault(name, [0, 0, 0])
                    sums[0] += len(mine & true)
                    sums[1] += len(mine)
                    sums[2] += len(true)
    figures: dict[str, float] = {"title_count": float(len(titles))}
    for name, (hits, said_count, true_count) in sorted(counts.items()):
        figures[f"{name}_precision"] = hits / max(said_count, 1)
        figures[f"{name}_recall"] = hits / max(true_count, 1)
    return figures


def _as_texts(products: pd.DataFrame) -> pd.DataFrame:
    texts = products.reindex(columns=["product_id", "product_name", "category_path"])
    return texts.rename(columns={"product_id": "text_hash"}).assign(brand="", attributes="")


def _plain(value: str) -> str:
    return "".join(letter for letter in value.casefold() if letter.isalnum())
