"""Read reference labels of products: titles, what they tell, the hobbies that fit."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hobby_profiles.core.errors import InputError


def read_gold(folder: Path) -> pd.DataFrame:
    """Read the reference labels.

    Args:
        folder: Folder with ``products.csv`` (product_id, title, product_type or category_path, and
            language, English where it is missing) and ``product_hobbies.csv`` (product_id, signal,
            hobbies parted by ``|``).

    Returns:
        One row per product: text_hash, product_name, category_path, signal, hobbies (list),
        kind, language.

    Raises:
        InputError: If a file or column is missing.
    """
    try:
        products = pd.read_csv(folder / "products.csv", keep_default_na=False)
        hobbies = pd.read_csv(folder / "product_hobbies.csv", keep_default_na=False)
        rows = products.merge(hobbies, on="product_id", validate="one_to_one")
        return pd.DataFrame(
            {
                "text_hash": rows["product_id"].astype(str),
                "product_name": rows["title"],
                "category_path": rows[
                    "product_type" if "product_type" in rows else "category_path"
                ],
                "signal": rows["signal"],
                "hobbies": [
                    [hobby.strip() for hobby in cell.split("|") if hobby.strip()]
                    for cell in rows["hobbies"]
                ],
                "kind": rows["kind"] if "kind" in rows else "",
                "language": rows["language"] if "language" in rows else "en",
            }
        )
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"The reference labels in {str(folder)!r} cannot be read ({error}). Give a folder with "
            "products.csv (product_id, title, product_type or category_path) and "
            "product_hobbies.csv (product_id, signal, hobbies)."
        ) from error
