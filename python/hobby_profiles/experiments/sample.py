"""The fixed sample of an experiment."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.experiments.spec import COLUMNS, InputField, Sample

_TEXT_COLUMNS = tuple(COLUMNS.values())


def draw_sample(sample: Sample) -> pd.DataFrame:
    """Draw products, each category in proportion, by a hash of their text.

    The same products come out for any order of rows, and adding products to the shop moves few
    others in or out. Equal texts count once.

    Args:
        sample: Where from, how many, which seed.

    Returns:
        ``text_hash`` and the text columns, empty texts for what the shop lacks, and
        ``event_count`` (1 for all); sorted by ``text_hash``.

    Raises:
        InputError: If there is no products file, or it lacks product_name.
    """
    texts = _read_products(sample.data_dir)
    texts["text_hash"] = [
        hashlib.blake2b(repr((sample.seed, *row)).encode(), digest_size=8).hexdigest()
        for row in texts.itertuples(index=False)
    ]
    texts = texts.sort_values("text_hash", ignore_index=True)
    stratum = texts.groupby("category_path")["text_hash"]
    shift = np.array([int(key[:8], 16) for key in texts["text_hash"]]) / 2**32
    texts["place"] = (stratum.cumcount() + shift) / stratum.transform("size")
    chosen = texts.sort_values(["place", "text_hash"]).head(sample.size)
    chosen = chosen.drop(columns="place").assign(event_count=1)
    return chosen.sort_values("text_hash", ignore_index=True)


def show_fields(texts: pd.DataFrame, fields: tuple[InputField, ...]) -> pd.DataFrame:
    """Blank what a variant's labeller may not see.

    Args:
        texts: What `draw_sample` returns.
        fields: The input fields to keep.

    Returns:
        The same rows; without ``name``, the kept fields joined stand in for the title.
    """
    kept = {COLUMNS[field] for field in fields}
    shown = texts.assign(**{column: "" for column in _TEXT_COLUMNS if column not in kept})
    if "name" not in fields:
        parts = [texts[COLUMNS[field]].str.replace("_", " ").str.lower() for field in fields]
        shown["product_name"] = pd.concat(parts, axis=1).agg(" ".join, axis=1).str.strip()
    return shown


def _read_products(folder: Path) -> pd.DataFrame:
    parquet, csv = folder / "products.parquet", folder / "products.csv"
    if parquet.exists():
        products = pd.read_parquet(parquet)
    elif csv.exists():
        products = pd.read_csv(csv, dtype=str)
    else:
        raise InputError(
            f"There is no products.parquet or products.csv in {str(folder)!r} (sample.data_dir)."
        )
    require_columns(products, ["product_name"], f"The products file in {str(folder)!r}")
    texts = products.reindex(columns=list(_TEXT_COLUMNS)).astype("str").fillna("")
    texts = texts[texts["product_name"].str.strip() != ""]
    return texts.drop_duplicates(ignore_index=True)
