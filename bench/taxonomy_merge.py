"""Speed and memory of merging labels into topics.

Labels are made from the real ones of the reference memory: first the labels themselves, then a
word of one put before another ("vintage" + "dog training"), with the vector of the second label, a
third of that of the first, and some noise; each sits on the product texts of the label it was made
from. Vectors are made beforehand, as embedding is not measured: "the hobby of ..." has the vector
of its label.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from bench.harness import run_measured

SIZES = (5_000, 10_000, 30_000, 115_000)
_REFERENCE = Path(__file__).parents[1] / "seeds" / "reference"
_SEED = 11
_SHARE, _NOISE = 0.33, 0.2
_TEXTS_PER_LABEL = 3
_HOBBY = "the hobby of "


def run(folder: Path) -> dict[str, Any]:
    """Measures merging at every size; returns seconds, GB and the exponents of their growth."""
    folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {}
    points = []
    for size in SIZES:
        _prepare(folder, size)
        cost = run_measured(
            [sys.executable, "-m", "bench.taxonomy_merge", str(size), str(folder)],
            log=folder / f"merge_{size}.log",
        )
        figures[f"merge_{size}_seconds"] = cost.wall_seconds
        figures[f"merge_{size}_peak_gb"] = cost.peak_gb
        points.append((size, cost.wall_seconds, cost.peak_gb))
    sizes, seconds, memory = (np.log(part) for part in zip(*points, strict=True))
    figures["merge_time_exponent"] = round(float(np.polyfit(sizes, seconds, 1)[0]), 2)
    figures["merge_memory_exponent"] = round(float(np.polyfit(sizes, memory, 1)[0]), 2)
    return figures


def _prepare(folder: Path, size: int) -> None:
    """Makes the labels of one size, with their vectors and texts."""
    from hobby_profiles.embedding import embed_texts, load_embedding_model

    memory = pd.read_parquet(_REFERENCE / "labelled_texts.parquet")
    memory = memory[memory["fit_grade"] >= 3].sort_values(["label", "product_name"])
    real = sorted(memory["label"].unique())
    model = load_embedding_model(cache_dir=str(folder / "cache"))
    vectors = embed_texts(real, model=model)
    generator = np.random.default_rng(_SEED)
    labels, origin = real[:size], list(range(min(size, len(real))))
    other = [-1] * len(labels)
    seen = set(labels)
    while len(labels) < size:
        first, second = (int(at) for at in generator.integers(0, len(real), 2))
        label = f"{real[first].split()[0]} {real[second]}"
        if label not in seen:
            seen.add(label)
            labels.append(label)
            origin.append(second)
            other.append(first)
    base = vectors[origin]
    mixed = base + np.where(np.array(other)[:, None] >= 0, _SHARE * vectors[other], 0.0)
    noise = generator.standard_normal(mixed.shape, dtype=np.float32)
    mixed[len(real) :] += (_NOISE / math.sqrt(mixed.shape[1]) * noise)[len(real) :]
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    np.save(folder / f"vectors_{size}.npy", mixed.astype(np.float32))
    counts = generator.integers(1, 50, size)
    table = pd.DataFrame({"label": labels, "product_count": counts, "origin": origin})
    table.to_parquet(folder / f"labels_{size}.parquet")
    texts = memory.groupby("label").head(_TEXTS_PER_LABEL)
    texts = texts[["label", "product_name", "category_path"]].assign(
        text_hash=texts["product_name"] + texts["category_path"].fillna("")
    )
    texts["origin"] = pd.factorize(texts["label"], sort=True)[0]
    usage = table[["label", "origin"]].merge(texts.drop(columns="label"), on="origin")
    # Words left over in comparisons are embedded too, unless the cache has them.
    embed_texts(sorted({word for label in labels for word in _words(label)}), model=model)
    usage.drop(columns="origin").to_parquet(folder / f"usage_{size}.parquet")


def _words(label: str) -> tuple[str, ...]:
    """Words of a label as merging sees them."""
    from hobby_profiles.language import pack
    from hobby_profiles.taxonomy.merge.forms import label_form

    return label_form(label, pack().thesaurus()).words


def _work(size: int, folder: Path) -> None:
    """Merges the labels of one size; runs in a process of its own."""
    from hobby_profiles.embedding import embed_texts, load_embedding_model
    from hobby_profiles.taxonomy.merge.pairs import merge_labels
    from hobby_profiles.taxonomy.merge.settings import MergeSettings

    table = pd.read_parquet(folder / f"labels_{size}.parquet")
    vectors = np.load(folder / f"vectors_{size}.npy")
    at = {label: row for row, label in enumerate(table["label"])}
    model = load_embedding_model(cache_dir=str(folder / "cache"))

    def embed(texts: Sequence[str]) -> np.ndarray:
        if all(text.startswith(_HOBBY) for text in texts):
            return vectors[[at[text.removeprefix(_HOBBY)] for text in texts]]
        return embed_texts(list(texts), model=model)

    usage = pd.read_parquet(folder / f"usage_{size}.parquet")
    merged = merge_labels(table, vectors, usage, MergeSettings(), embed=embed)
    print(f"{len(merged)} labels, {merged['topic_label'].nunique()} topics")


if __name__ == "__main__":
    _work(int(sys.argv[1]), Path(sys.argv[2]))
