"""Titles, as the judge and the screens compare them."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.labels.texts.views import readable, spoken_category


def title_line(product_name: str, category_path: str) -> str:
    """Write type and title as one line, the same as the labeller embeds, so vectors are shared.

    Args:
        product_name: The title, already `readable`.
        category_path: The category.

    Returns:
        Such as ``tabletop game: Catan``.
    """
    return ": ".join(part for part in (spoken_category(category_path), product_name) if part)


def readable_titles(names: pd.Series) -> pd.Series:
    """Clean titles: no markup, no control characters, no instruction to a model.

    Args:
        names: Titles, as the shop has them.

    Returns:
        One line each, see `views.readable`.
    """
    distinct = names.drop_duplicates()
    return names.map(dict(zip(distinct, map(readable, distinct), strict=True)))
