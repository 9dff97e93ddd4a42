"""What merging starts from: every distinct accepted label with its vector and its use."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.taxonomy.merge.settings import MergeSettings

USAGE_COLUMNS = ["label", "text_hash", "category_path", "kind", "is_sensitive", "product_count"]


def embed_labels(usage: pd.DataFrame, settings: MergeSettings) -> pd.DataFrame:
    """Count and embed the distinct labels.

    Args:
        usage: label, text_hash, category_path, kind, is_sensitive, product_count: one row per
            label and product text it was accepted for.
        settings: Which embedding model, and where its cache is.

    Returns:
        label, product_count, text_count, kind (the one most products say), is_sensitive (true if
        any use is), embedding (a list of floats, length 1); sorted by label.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(usage, USAGE_COLUMNS, "int_hobby__label_usage")
    labels = (
        usage.groupby("label", sort=True)
        .agg(
            product_count=("product_count", "sum"),
            text_count=("text_hash", "nunique"),
            is_sensitive=("is_sensitive", "max"),
        )
        .reset_index()
    )
    kinds = (
        usage.groupby(["label", "kind"])["product_count"]
        .sum()
        .reset_index()
        .sort_values(["label", "product_count", "kind"], ascending=[True, False, True])
        .drop_duplicates("label")
        .set_index("label")["kind"]
    )
    labels["kind"] = labels["label"].map(kinds).astype("object")
    model = load_embedding_model(settings.embedding_model, cache_dir=settings.cache_dir)
    vectors = embed_texts(labels["label"].tolist(), model=model)
    labels["embedding"] = list(vectors)
    columns = ["label", "product_count", "text_count", "kind", "is_sensitive", "embedding"]
    return labels[columns]
