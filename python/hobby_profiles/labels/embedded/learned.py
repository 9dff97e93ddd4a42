"""Everything that is learnt from a memory, fitted once per memory and model."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import joblib
import sklearn

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.embedded.candidates import CandidateFinder
from hobby_profiles.labels.embedded.examples import Examples
from hobby_profiles.labels.embedded.heads import fit_heads
from hobby_profiles.labels.embedded.ranker import Ranker, fit_ranker
from hobby_profiles.labels.embedded.vocabulary import Vocabulary, labels_that_may_be_given
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.texts.views import view_texts

_FITTED_BY = (
    "embedded/candidates.py",
    "embedded/examples.py",
    "embedded/heads.py",
    "embedded/ranker.py",
    "embedded/vocabulary.py",
    "texts/views.py",
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
    """Learn from labelled examples.

    The ranker, the slow part, is kept in the cache under a key of all that it depends on: memory,
    model, hobby names, this code and the version of scikit-learn.

    Args:
        memory: The labelled examples.
        model: Gives the vectors.
        known_hobbies: CSV file of hobby names.
        cache_dir: Folder of the cache.

    Returns:
        What was learnt, the same for the same arguments.
    """
    labels = labels_that_may_be_given(memory, known_hobbies)
    vocabulary = Vocabulary.of(labels, model=model)
    examples = Examples.of(memory, view_texts(memory.texts, model=model), vocabulary)
    file = cache_dir / "rankers" / f"{_fingerprint(memory, vocabulary, model)}.joblib"
    if file.exists():
        ranker: Ranker = joblib.load(file)
    else:
        ranker = fit_ranker(examples, vocabulary)
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        joblib.dump(ranker, unfinished, compress=3)
        unfinished.replace(file)
    finder = CandidateFinder(examples, fit_heads(examples, vocabulary), vocabulary)
    return Learned(memory, vocabulary, finder, ranker)


def _fingerprint(memory: Memory, vocabulary: Vocabulary, model: EmbeddingModel) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for module in _FITTED_BY:
        digest.update((Path(__file__).parents[1] / module).read_bytes())
    digest.update(f"{model.identity} {sklearn.__version__}".encode())
    digest.update("\n".join(vocabulary.labels).encode(errors="replace"))
    digest.update(memory.texts.to_csv().encode(errors="replace"))
    digest.update(memory.labels.to_csv().encode(errors="replace"))
    return digest.hexdigest()
