"""Small trees to test on: texts as bags of words, so that sharing words means being near."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from hobby_profiles.core.vectors import Vectors, unit_rows
from hobby_profiles.taxonomy.tree.build import build_tree
from hobby_profiles.taxonomy.tree.forest import NO_PARENT, Forest
from hobby_profiles.taxonomy.tree.guide import Guide
from hobby_profiles.taxonomy.tree.settings import TreeSettings

DIMENSIONS = 64


def embed(texts: Sequence[str]) -> Vectors:
    """Mean of one fixed random vector a word; unit rows."""
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.casefold().split() or [""]:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
            rows[row] += np.random.default_rng(seed).standard_normal(DIMENSIONS)
    return unit_rows(rows)


AREAS = pd.DataFrame(
    {
        "parent_area": ["Pets", "Pets", "Crafts", "Crafts"],
        "area": ["Dogs", "Cats", "Yarn crafts", "Sewing"],
        "kind": ["lifestyle", "lifestyle", "activity", "activity"],
        "group_names": ["Dog training; Dog food", "Cat toys", "Knitting; Crochet", "Quilts"],
        "examples": ["dog; puppy; dog toys", "cat; kitten", "knitting; yarn; crochet", "sewing"],
    }
)


def leaves(labels: Sequence[str]) -> pd.DataFrame:
    """Leaf topics with one product more for each place further down the list."""
    counts = range(len(labels), 0, -1)
    return pd.DataFrame({"topic_label": list(labels), "product_count": list(counts)})


def flat_forest(leaf_count: int) -> Forest:
    """Leaves right under the root."""
    forest = Forest(
        leaf_count=leaf_count,
        parent=[NO_PARENT] * leaf_count,
        children=[[] for _ in range(leaf_count)],
        height=[0.0] * leaf_count,
    )
    forest.root = forest.add(list(range(leaf_count)), height=1.0)
    return forest


def many_labels(count: int, *, seed: int = 0) -> list[str]:
    """Distinct labels of two or three words, some of them shared by many labels."""
    generator = np.random.default_rng(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        words = generator.zipf(1.6, size=int(generator.integers(2, 4))) % 400
        found[" ".join(f"w{word}" for word in words)] = None
    return list(found)


NO_PLACES = pd.DataFrame(columns=["label", "area", "group_name"])


def built(
    labels: Sequence[str],
    settings: TreeSettings | None = None,
    *,
    areas: pd.DataFrame = AREAS,
    vectors: Vectors | None = None,
    frame: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A tree of labels; each is used on a product text of its own, in a category of its own."""
    used = pd.DataFrame({"topic_label": labels, "text_hash": labels, "category_path": labels})
    return build_tree(
        leaves(labels) if frame is None else frame,
        embed(labels) if vectors is None else vectors,
        Guide(areas, embed),
        used.astype("string"),
        settings,
    )
