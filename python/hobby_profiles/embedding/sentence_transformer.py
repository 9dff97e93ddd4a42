"""A sentence-transformers model, run so that a text's vector depends on that text alone.

Matrix products round differently for different batch shapes. So every batch here has the same
number of rows (the last one is filled up with empty texts) and a length that follows from its
texts' own token counts. Each batch runs on one thread, several batches side by side: the bytes do
not depend on the number of cores, and two busy cores do not wait for each other within a product.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from hobby_profiles.core.errors import InputError, NotInstalledError, SettingError
from hobby_profiles.core.progress import progress
from hobby_profiles.embedding.base import Vectors, worker_count
from hobby_profiles.embedding.shipped import SHIPPED_MODEL, WEIGHTS_SHA256, shipped_model_folder

MAX_TOKENS = 48
"""Texts are cut here: titles say what they are early, and time grows with length."""

DEVICE_VARIABLE = "HOBBY_EMBEDDING_DEVICE"
"""Environment variable with the device that embeds, as torch names it: cpu, cuda, cuda:1, mps."""

BATCH_TEXTS = 64
_LENGTH_STEP = 8
_DIMENSION_OF_SHIPPED = 384


class SentenceTransformerModel:
    """Embeds with a sentence-transformers model, in bfloat16 where the processor is fast at it."""

    def __init__(self, name: str, *, cache_dir: Path) -> None:
        """Name a model; its weights are read when the first text comes.

        Args:
            name: ``all-MiniLM-L6-v2`` for the shipped one, else a folder or the name of a model in
                the local cache of sentence-transformers. Nothing is downloaded unless
                ``HF_HUB_OFFLINE=0`` is set in the environment.
            cache_dir: Folder where the check of the shipped weights is noted.
        """
        self._name = name
        self._cache_dir = cache_dir
        self._lock = threading.Lock()
        self._loaded: Any = None

    @property
    def identity(self) -> str:
        """Name, weights, precision and cut: vectors of equal identity are comparable."""
        weights = WEIGHTS_SHA256[:12] if self._name == SHIPPED_MODEL else "unchecked"
        device = _device()
        # Devices round differently, as precisions do.
        place = "" if device == "cpu" else f"-{device.partition(':')[0]}"
        return f"{self._name}-{weights}-{_precision()}-{MAX_TOKENS}{place}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        if self._name == SHIPPED_MODEL:
            return _DIMENSION_OF_SHIPPED
        return int(self._model().get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts, see `EmbeddingModel.encode`."""
        import torch

        model = self._model()
        tokens = model.tokenizer(list(texts), truncation=True, max_length=MAX_TOKENS)["input_ids"]
        empty = model.tokenizer("")["input_ids"]
        batches = _batches([len(row) for row in tokens])
        vectors = np.zeros((len(tokens), self.dimension), dtype=np.float32)
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with (
                progress("Embedding texts", len(tokens), unit="texts") as advance,
                ThreadPoolExecutor(
                    worker_count(), initializer=torch.set_num_threads, initargs=(1,)
                ) as pool,
            ):
                jobs = [
                    (
                        rows,
                        pool.submit(
                            _embed_batch, model, [tokens[row] for row in rows], length, empty
                        ),
                    )
                    for rows, length in batches
                ]
                for rows, job in jobs:
                    vectors[rows] = job.result()
                    advance(len(rows))
        finally:
            torch.set_num_threads(threads)
        return vectors

    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging
        except ImportError as error:
            raise NotInstalledError("sentence-transformers", "dev") from error
        logging.disable_progress_bar()
        shipped = self._name == SHIPPED_MODEL
        source = str(shipped_model_folder(self._cache_dir)) if shipped else self._name
        try:
            model = SentenceTransformer(source, device=_device())
        except (OSError, ValueError) as error:
            raise InputError(
                f"The embedding model {self._name!r} (hobby__embedding_model) cannot be loaded: "
                f"{str(error).splitlines()[0]} Give the folder of a sentence-transformers model, "
                f"or leave {SHIPPED_MODEL!r}, which needs no download."
            ) from error
        model = model.to(torch.bfloat16) if _precision() == "bfloat16" else model
        return model.eval()


def _embed_batch(
    model: Any, tokens: Sequence[Sequence[int]], length: int, empty: Sequence[int]
) -> Vectors:
    import torch

    padding = model.tokenizer.pad_token_id or 0
    filled = [*tokens, *[empty] * (BATCH_TEXTS - len(tokens))]
    ids = torch.full((BATCH_TEXTS, length), padding, dtype=torch.long)
    mask = torch.zeros((BATCH_TEXTS, length), dtype=torch.long)
    for row, text in enumerate(filled):
        ids[row, : len(text)] = torch.tensor(text)
        mask[row, : len(text)] = 1
    features = {"input_ids": ids.to(model.device), "attention_mask": mask.to(model.device)}
    with torch.inference_mode():
        for module in model:
            features = module(features)
            # Averaging and dividing in float32 costs nothing and keeps eight more bits.
            if "token_embeddings" in features:
                features["token_embeddings"] = features["token_embeddings"].float()
        vectors = features["sentence_embedding"][: len(tokens)].float().cpu().numpy()
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


def _batches(token_counts: Sequence[int]) -> list[tuple[list[int], int]]:
    """Group row numbers by padded length, at most `BATCH_TEXTS` each: (rows, length)."""
    lengths = [-(-count // _LENGTH_STEP) * _LENGTH_STEP for count in token_counts]
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    batches = []
    for length, group in groupby(order, key=lengths.__getitem__):
        rows = list(group)
        batches += [
            (rows[start : start + BATCH_TEXTS], length)
            for start in range(0, len(rows), BATCH_TEXTS)
        ]
    return batches


def _device() -> str:
    """The device that the environment names, or the processor.

    Raises:
        SettingError: It is no device, or this machine or its torch has none such.
    """
    import torch

    named = os.environ.get(DEVICE_VARIABLE) or "cpu"
    if named == "cpu":
        return named
    try:
        torch.empty(0, device=named)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise SettingError(
            f"{DEVICE_VARIABLE} is {named!r}, which cannot be used here: "
            f"{str(error).splitlines()[0]} Name a device that torch finds, such as cuda or mps "
            "(a GPU takes a torch that was built for it), or unset it to embed on the processor."
        ) from None
    return named


def _precision() -> str:
    """Bfloat16 where the processor, or a GPU, multiplies in it, float32 elsewhere."""
    import torch

    if _device().startswith("cuda"):
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float32"
    return "bfloat16" if torch.ops.mkldnn._is_mkldnn_bf16_supported() else "float32"
