"""Everything that is learnt from a memory, learnt once per memory and model."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hobby_profiles.core.shipped import reference_file
from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.embedded.evidence.candidates import CandidateFinder
from hobby_profiles.labels.embedded.evidence.examples import Examples
from hobby_profiles.labels.embedded.evidence.heads import fit_heads
from hobby_profiles.labels.embedded.ranker import Ranker, fit_ranker
from hobby_profiles.labels.embedded.storage import (
    code_bytes,
    fingerprint_of,
    read_ranker,
    write_ranker,
)
from hobby_profiles.labels.embedded.vocabulary import Vocabulary, labels_that_may_be_given
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.views import view_texts

SHIPPED_LESSON = reference_file("label_lesson.npz")
"""What was learnt from the shipped memory by the shipped model; ``make learn`` renews it."""

_NOT_LEARNING = (
    "__init__.py",
    "choice.py",
    "kinds.py",
    "labeller.py",
    "learned.py",
    "shipping.py",
    "storage.py",
)


@dataclass(frozen=True)
class Learned:
    """A memory made ready for labelling.

    Attributes:
        memory: The labelled examples.
        vocabulary: Labels that may be given.
        finder: Finds candidate labels.
        ranker: Tells how likely each is right.
    """

    memory: Memory
    vocabulary: Vocabulary
    finder: CandidateFinder
    ranker: Ranker


def learn(
    memory: Memory, *, model: EmbeddingModel, known_hobbies: Path, cache_dir: Path
) -> Learned:
    """Make a memory ready for labelling.

    The ranker, which takes minutes to learn, is taken from the file that ships, if it was learnt
    from this very memory, else from the cache, else learnt now. The rest is counted in seconds.

    Args:
        memory: The labelled examples.
        model: Gives the vectors.
        known_hobbies: CSV file of hobby names.
        cache_dir: Folder of the cache.

    Returns:
        What was learnt, the same for the same arguments.
    """
    vocabulary = Vocabulary.of(labels_that_may_be_given(memory, known_hobbies), model=model)
    examples = Examples.of(memory, view_texts(memory.texts, model=model), vocabulary)
    depends_on = fingerprint(memory, vocabulary.labels, model)
    file = cache_dir / "lessons" / f"{depends_on}.npz"
    ranker = read_ranker(SHIPPED_LESSON, depends_on) or read_ranker(file, depends_on)
    if ranker is None:
        ranker = fit_ranker(examples, vocabulary)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}.npz")
        write_ranker(ranker, unfinished, depends_on)
        unfinished.replace(file)
    finder = CandidateFinder(examples, fit_heads(examples, vocabulary), vocabulary)
    return Learned(memory, vocabulary, finder, ranker)


def fingerprint(memory: Memory, labels: Sequence[str], model: EmbeddingModel) -> str:
    """Tell what a lesson depends on: memory, labels, model and the code that learns."""
    return fingerprint_of(_code(), model, (memory.texts, memory.labels, memory.traps), labels)


@lru_cache(maxsize=1)
def _code() -> bytes:
    """The code that learns."""
    folder = Path(__file__).parent
    files = [*sorted(folder.rglob("*.py")), folder.parent / "texts" / "views.py"]
    return code_bytes(file for file in files if file.name not in _NOT_LEARNING)
