"""Speed and memory of the tree, beside scikit-learn and fastcluster.

Topics are made from the real labels of the reference memory: a topic is a label, mixed with half
of another label and some noise so that no two are alike, on the product texts and categories of
its first label. Vectors of the labels are made once and not measured.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bench.harness import run_measured

SIZES = (5_000, 10_000, 30_000, 115_000)
#: Methods and the most topics each is run at: all pairs of 115,000 topics would take over 100 GB.
METHODS = {
    "tree": 115_000,
    "tree_without_guide": 30_000,
    "fastcluster": 30_000,
    "sklearn": 30_000,
}
_REFERENCE = Path(__file__).parents[1] / "seeds" / "reference"
_SEED = 11
_HALF, _NOISE = 0.5, 0.3
_TEXTS_PER_TOPIC = 3


def run(folder: Path) -> dict[str, Any]:
    """Measures every method at every size it can take; returns seconds, GB, ratios, exponents."""
    folder.mkdir(parents=True, exist_ok=True)
    _prepare(folder)
    figures: dict[str, Any] = {}
    points: dict[str, list[tuple[int, float, float]]] = {}
    for method, most in METHODS.items():
        for size in SIZES:
            if size > most:
                continue
            cost = run_measured(
                [sys.executable, "-m", "bench.taxonomy_tree", method, str(size), str(folder)],
                log=folder / f"{method}_{size}.log",
            )
            figures[f"{method}_{size}_seconds"] = round(cost.wall_seconds, 1)
            figures[f"{method}_{size}_peak_gb"] = round(cost.peak_gb, 2)
            points.setdefault(method, []).append((size, cost.wall_seconds, cost.peak_gb))
    for method, measured in points.items():
        sizes, seconds, memory = (np.log(part) for part in zip(*measured, strict=True))
        figures[f"{method}_time_exponent"] = round(float(np.polyfit(sizes, seconds, 1)[0]), 2)
        figures[f"{method}_memory_exponent"] = round(float(np.polyfit(sizes, memory, 1)[0]), 2)
    for other in ("sklearn", "fastcluster"):
        size = METHODS[other]
        figures[f"times_faster_than_{other}_{size}"] = round(
            figures[f"{other}_{size}_seconds"] / figures[f"tree_{size}_seconds"], 1
        )
    return figures


def _prepare(folder: Path) -> None:
    """Embeds the labels of the reference memory and stores them with their texts."""
    if (folder / "vectors.npy").exists():
        return
    from hobby_profiles.embedding import embed_texts, load_embedding_model

    memory = pd.read_parquet(_REFERENCE / "labelled_texts.parquet")
    memory = memory[memory["fit_grade"] >= 3].sort_values(["label", "product_name"])
    labels = sorted(memory["label"].unique())
    model = load_embedding_model(cache_dir=str(folder / "cache"))
    np.save(folder / "vectors.npy", embed_texts(labels, model=model))
    memory[["label", "product_name", "category_path"]].to_parquet(folder / "texts.parquet")


def _topics(folder: Path, size: int) -> tuple[np.ndarray, pd.DataFrame, pd.DataFrame]:
    """Vectors, leaves and use of a number of composed topics."""
    vectors = np.load(folder / "vectors.npy")
    generator = np.random.default_rng(_SEED)
    first = np.arange(size) % len(vectors)
    second = generator.integers(0, len(vectors), size)
    noise = generator.standard_normal((size, vectors.shape[1]), dtype=np.float32)
    mixed = vectors[first] + _HALF * vectors[second] + _NOISE / math.sqrt(vectors.shape[1]) * noise
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    names = [f"topic {number:06d}" for number in range(size)]
    leaves = pd.DataFrame({"topic_label": names, "product_count": generator.integers(1, 50, size)})
    texts = pd.read_parquet(folder / "texts.parquet")
    texts["first"] = pd.factorize(texts["label"], sort=True)[0]
    texts = texts.groupby("first").head(_TEXTS_PER_TOPIC)
    usage = pd.DataFrame({"topic_label": names, "first": first}).merge(texts, on="first")
    usage = usage.rename(columns={"product_name": "text_hash"})
    return mixed, leaves, usage[["topic_label", "text_hash", "category_path"]]


def _work(method: str, size: int, folder: Path) -> None:
    """Does one measured piece of work; runs in a process of its own."""
    vectors, leaves, usage = _topics(folder, size)
    if method == "sklearn":
        from sklearn.cluster import AgglomerativeClustering

        AgglomerativeClustering(
            n_clusters=None, distance_threshold=0.0, metric="cosine", linkage="average"
        ).fit(vectors)
    elif method == "fastcluster":
        from hobby_profiles.taxonomy.tree.cluster import average_linkage

        average_linkage(vectors, exact_limit=size)
    else:
        from hobby_profiles.embedding import embed_texts, load_embedding_model
        from hobby_profiles.labels.placed_labels import PlacedLabels
        from hobby_profiles.taxonomy.tree.build import build_tree
        from hobby_profiles.taxonomy.tree.guide import Guide

        model = load_embedding_model(cache_dir=str(folder / "cache"))
        areas = pd.read_csv(_REFERENCE / "hobby__areas.csv")
        if method == "tree_without_guide":
            areas = areas.iloc[:0]
        placed = PlacedLabels(pd.read_csv(_REFERENCE / "hobby__placed_labels.csv"), areas)
        guide = Guide(areas, lambda texts: embed_texts(texts, model=model), placed)
        tree = build_tree(leaves, vectors, guide, usage)
        print(f"{len(tree)} topics, depth {tree['depth'].max()}")


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
