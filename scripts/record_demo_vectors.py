"""Renew the vectors that ship for the demo shop: build it, and record what it embeds.

Run it when the demo's products, labels, keywords or names have changed; `make learn` does.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from dbt.cli.main import dbtRunner

from hobby_profiles.embedding.base import Vectors
from hobby_profiles.embedding.cache import CachedEmbeddingModel
from hobby_profiles.embedding.recorded import (
    DEMO_VECTORS,
    LIST_VECTORS,
    RECORDED_VECTORS,
    RecordedVectors,
    load_recorded_vectors,
)
from hobby_profiles.embedding.sentence_transformer import SentenceTransformerModel

ROOT = Path(__file__).parents[1]
MOST_BUILDS = 3
"""Recorded vectors are rounded: a second build may name a topic otherwise, and embed that name."""


class Listener:
    """Notes which texts a build asks for, and which of them a model embeds."""

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.fresh: dict[str, np.ndarray] = {}

    def listen(self) -> None:
        """Listen to every model of this process from now on."""
        answer, embed = CachedEmbeddingModel.encode, SentenceTransformerModel.encode

        def asked(model: CachedEmbeddingModel, texts: Sequence[str]) -> Vectors:
            self.asked.update(texts)
            return answer(model, texts)

        def embedded(model: SentenceTransformerModel, texts: Sequence[str]) -> Vectors:
            vectors = embed(model, texts)
            self.fresh.update(zip(texts, vectors, strict=True))
            return vectors

        CachedEmbeddingModel.encode = asked  # type: ignore[method-assign]
        SentenceTransformerModel.encode = embedded  # type: ignore[method-assign]


def build(folder: Path) -> None:
    """Build the demo from nothing, in this process."""
    os.environ["HOBBY_DUCKDB_PATH"] = str(folder / "hobby_profiles.duckdb")
    places = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    variables = f"{{hobby__cache_dir: {folder / 'cache'}}}"
    kinds = ["--resource-type", "model", "seed", "snapshot"]
    command = ["--quiet", "build", *kinds, *places, "--vars", variables]
    if not dbtRunner().invoke(command).success:
        raise SystemExit("The demo was not built; see above.")


def main() -> None:
    """Build until nothing is embedded any more, and write the vectors."""
    os.chdir(ROOT)
    listener = Listener()
    listener.listen()
    if not DEMO_VECTORS.exists():
        width = load_recorded_vectors().steps.shape[1]
        RecordedVectors.of([], np.zeros((0, width), dtype=np.float32)).save(DEMO_VECTORS)
    for _ in range(MOST_BUILDS):
        listener.asked.clear()
        listener.fresh.clear()
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder))
        texts = sorted(listener.asked)
        for file in (RECORDED_VECTORS, LIST_VECTORS):
            texts = load_recorded_vectors(file).missing(texts)
        load_recorded_vectors(DEMO_VECTORS).renewed(texts, listener.fresh).save(DEMO_VECTORS)
        load_recorded_vectors.cache_clear()
        if not listener.fresh:
            break
    print(f"Vectors of {len(texts):,} texts are in {DEMO_VECTORS.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
