"""How embedding texts and comparing their vectors grow; what follows on the product side.

Labelling grows as embedding does; merging and the tree are measured by `bench.taxonomy_merge` and
`bench.taxonomy_tree`. Texts are pairs of real names, which no cache holds; vectors to compare are
random, for which the search costs what it costs for others.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from bench.harness import run_measured

STAGES = {"embedding": (1_000, 4_000), "comparing": (10_000, 20_000, 40_000)}
_MEMORY = Path(__file__).parents[2] / "seeds" / "reference" / "labelled_texts.parquet"
_DIMENSION = 384
_NEAREST = 11


def run(folder: Path) -> dict[str, Any]:
    """Measures both stages at every size, each in a process of its own.

    Args:
        folder: Where logs go.

    Returns:
        By stage and size: processor and wall seconds without starting, peak memory in GB; and the
        exponent of time.
    """
    figures: dict[str, Any] = {}
    for stage, sizes in STAGES.items():
        idle = _measured(stage, 0, folder)
        points = {size: _measured(stage, size, folder) for size in sizes}
        seconds = [max(points[size].cpu_seconds - idle.cpu_seconds, 0.1) for size in sizes]
        figures[stage] = {
            "cpu_seconds": dict(zip(map(str, sizes), np.round(seconds, 1).tolist(), strict=True)),
            "wall_seconds": {
                str(size): round(cost.wall_seconds - idle.wall_seconds, 1)
                for size, cost in points.items()
            },
            "peak_gb": {str(size): cost.peak_gb for size, cost in points.items()},
            "time_exponent": round(float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0]), 2),
        }
    print(table(figures))
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures of `run` as a table."""
    lines = ["| stage | rows | processor seconds | memory | exponent |", "|---|---|---|---|---|"]
    for stage, found in figures.items():
        for size, seconds in found["cpu_seconds"].items():
            lines.append(
                f"| {stage} | {int(size):,} | {seconds} | {found['peak_gb'][size]} GB "
                f"| {found['time_exponent']} |"
            )
    return "\n".join(lines) + "\n"


def _measured(stage: str, size: int, folder: Path) -> Any:
    return run_measured(
        [sys.executable, "-m", "bench.scale.product_side", stage, str(size)],
        log=folder / f"{stage}_{size}.log",
    )


def _work(stage: str, size: int) -> None:
    """Does one stage; runs in a process of its own. Size 0 is what starting costs."""
    generator = np.random.default_rng(3)
    if stage == "comparing":
        from hobby_profiles.core.vectors import nearest_rows, unit_rows

        vectors = unit_rows(generator.standard_normal((size, _DIMENSION), dtype=np.float32))
        print(len(nearest_rows(vectors, vectors, _NEAREST)))
        return
    import pandas as pd

    from hobby_profiles.embedding.sentence_transformer import SentenceTransformerModel
    from hobby_profiles.embedding.shipped import SHIPPED_MODEL

    names = pd.read_parquet(_MEMORY)["product_name"].drop_duplicates().sort_values().to_numpy()
    chosen = generator.choice(len(names), (max(size, 1), 2))
    texts = [f"{names[one][:40]} {names[other][:40]}" for one, other in chosen]
    print(
        len(SentenceTransformerModel(SHIPPED_MODEL, cache_dir=Path(".hobby_cache")).encode(texts))
    )


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]))
