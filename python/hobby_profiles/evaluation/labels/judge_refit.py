"""Renew the judge's grade model that ships, and tell whether it is fresh."""

from __future__ import annotations

from pathlib import Path

import hobby_profiles
from hobby_profiles.embedding import EmbeddingModel, load_embedding_model
from hobby_profiles.evaluation.labels.gold import read_gold
from hobby_profiles.evaluation.labels.judge import are_judged, memory_without, read_pairs
from hobby_profiles.evaluation.labels.judge_fit import fit_grade_model, training_pairs
from hobby_profiles.labels.embedded.storage import code_bytes, fingerprint_of
from hobby_profiles.labels.judge.model import SHIPPED_MODEL, load_grade_model, write_grade_model
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.traps import load_traps

_CODE = (
    "evaluation/labels/judge_fit.py",
    "labels/embedded/trees.py",
    "labels/judge/associations.py",
    "labels/judge/evidence.py",
    "labels/judge/knowledge.py",
    "labels/judge/model.py",
    "labels/judge/neighbours.py",
    "labels/texts/titles.py",
    "labels/texts/views.py",
)
"""What the model depends on, beside memory, traps and vectors; lists of reviewed places are not
among it, because a label more or less changes little."""


def refit_grade_model(gold: Path, settings: LabelSettings, file: Path = SHIPPED_MODEL) -> Path:
    """Fit the grade model on memory and traps, without what it is measured on, and write it.

    Args:
        gold: Folder with graded pairs and reference products; no text of theirs is learnt from.
        settings: Shipped settings.
        file: Where the model is written.

    Returns:
        The file, the same bytes for the same memory, traps, folder and code.
    """
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    memory, traps = load_memory(settings.label_memory), load_traps()
    fingerprint = _fingerprint(memory, model)
    for measured in (read_pairs(gold), read_gold(gold)):
        memory = memory_without(memory, measured)
        traps = traps[~are_judged(traps, measured)]
    fitted = fit_grade_model(training_pairs(memory, traps, model))
    write_grade_model(fitted, file, fingerprint)
    return file


def is_grade_model_fresh(settings: LabelSettings) -> bool:
    """Tell whether the model that ships was fitted on the shipped memory by the code as it is."""
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    return load_grade_model()[1] == _fingerprint(load_memory(settings.label_memory), model)


def _fingerprint(memory: Memory, model: EmbeddingModel) -> str:
    folder = Path(hobby_profiles.__file__).parent
    code = code_bytes(folder / name for name in _CODE)
    return fingerprint_of(code, model, (memory.texts, memory.labels, load_traps()))
