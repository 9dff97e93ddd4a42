"""Attributes of product texts, by terms and patterns."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from hobby_profiles.attributes.brands import BrandReader
from hobby_profiles.attributes.packs import pack_size
from hobby_profiles.attributes.terms import TermList

LOOKS = frozenset({"colour", "material", "pattern", "fit", "size"})
"""Attributes that a book, food or cosmetic only seems to have: "Gold Standard", "Red Pepper"."""

_MARKED, SAID = 0.95, 0.8
COLUMNS = ["text_hash", "attribute", "value", "confidence", "source"]


def tag_texts(products: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Read the attributes of each distinct product text.

    A product's own brand counts before one read from titles. Values that a shop writes apart, in
    brackets or after a comma, are surer than those inside a phrase.

    Args:
        products: text_hash, product_name, category_path, brand, attributes; several products may
            share a text.
        terms: attribute, term, value: the seed ``hobby__attribute_terms``.

    Returns:
        text_hash, attribute, value, confidence in [0, 1], source (column, title, attributes); one
        row per text, attribute and value, sorted.
    """
    columns = ["text_hash", "product_name", "category_path", "brand", "attributes"]
    texts = products[columns].drop_duplicates("text_hash").fillna("").astype(str)
    words = TermList(terms)
    has_looks = [words.says_looks(category) for category in texts["category_path"]]
    is_branded = [not words.is_written(category) for category in texts["category_path"]]
    brands = BrandReader(
        texts["product_name"][is_branded].tolist(),
        texts["category_path"][is_branded].tolist(),
        words.brands,
    )
    rows: list[tuple[str, str, str, float, str]] = []
    for (text_hash, name, _, brand, more), looks, branded in zip(
        texts.itertuples(index=False), has_looks, is_branded, strict=True
    ):
        if brand.strip():
            rows.append((text_hash, "brand", brand.strip(), 1.0, "column"))
            name = name.replace(brand.strip(), "·", 1)
        elif branded and (read := brands.read(name)):
            rows.append((text_hash, "brand", read[0], read[1], "title"))
            if " " in read[0] or read[1] >= 0.9:
                name = name.replace(read[0], "·", 1)
        rows += [(text_hash, *row, "title") for row in _said(words, name, looks)]
        rows += [(text_hash, *row, "attributes") for row in _said(words, more, True)]
        size = pack_size(name)
        if size is not None:
            rows.append((text_hash, "pack_size", str(size), SAID, "title"))
    found = pd.DataFrame(rows, columns=COLUMNS).astype({"confidence": "float64"})
    found = found.sort_values(
        ["text_hash", "attribute", "value", "confidence", "source"],
        ascending=[True, True, True, False, True],
    )
    return found.drop_duplicates(["text_hash", "attribute", "value"], ignore_index=True)


def _said(words: TermList, text: str, looks: bool) -> Iterator[tuple[str, str, float]]:
    for found in words.find(text):
        if looks or found.attribute not in LOOKS:
            yield found.attribute, found.value, _MARKED if found.is_marked else SAID
