"""Texts as vectors: any sentence-transformers model behind one small protocol, with a cache."""

from hobby_profiles.embedding.base import EmbeddingModel, embed_texts, worker_count
from hobby_profiles.embedding.load import load_embedding_model

__all__ = ["EmbeddingModel", "embed_texts", "load_embedding_model", "worker_count"]
