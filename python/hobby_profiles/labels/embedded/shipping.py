"""Renew what ships with the project: the memory's vectors, and what is learnt from it."""

from __future__ import annotations

from pathlib import Path

from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.embedding.base import tidied
from hobby_profiles.embedding.cache import CachedEmbeddingModel
from hobby_profiles.embedding.recorded import (
    RECORDED_VECTORS,
    RecordedVectors,
    load_recorded_vectors,
)
from hobby_profiles.embedding.sentence_transformer import SentenceTransformerModel
from hobby_profiles.embedding.shipped import SHIPPED_MODEL
from hobby_profiles.labels.embedded.evidence.examples import Examples
from hobby_profiles.labels.embedded.learned import SHIPPED_LESSON, fingerprint
from hobby_profiles.labels.embedded.ranker import fit_ranker
from hobby_profiles.labels.embedded.storage import read_ranker, write_ranker
from hobby_profiles.labels.embedded.vocabulary import Vocabulary, labels_that_may_be_given
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import (
    COLUMN_OF_FIELD,
    lines_and_types,
    readable,
    view_texts,
)


def texts_to_record(memory: Memory, known_hobbies: Path) -> list[str]:
    """List the texts whose vectors every build with the shipped memory needs, sorted.

    Args:
        memory: The shipped memory.
        known_hobbies: CSV file of hobby names.

    Returns:
        The lines of its texts, their categories, and its labels.
    """
    columns = [COLUMN_OF_FIELD[field] for field in ("name", "category")]
    clean = memory.texts.assign(
        **{column: memory.texts[column].map(readable) for column in columns}
    )
    lines, types = lines_and_types(clean)
    labels = labels_that_may_be_given(memory, known_hobbies)
    recorded = memory.labels["label"]
    return sorted({tidied(text) for text in (*lines, *types, *labels, *recorded)})


def record_vectors(settings: LabelSettings) -> int:
    """Embed the memory and write the vectors that ship.

    Args:
        settings: Shipped settings.

    Returns:
        Number of texts.
    """
    texts = texts_to_record(load_memory(settings.label_memory), settings.known_hobbies)
    model = CachedEmbeddingModel(
        SentenceTransformerModel(SHIPPED_MODEL, cache_dir=settings.cache_dir),
        settings.cache_dir / "vectors",
    )
    RecordedVectors.of(texts, embed_texts(texts, model=model)).save(RECORDED_VECTORS)
    load_recorded_vectors.cache_clear()
    return len(texts)


def are_vectors_fresh(settings: LabelSettings) -> bool:
    """Tell whether every text of the shipped memory has a vector that ships."""
    if not RECORDED_VECTORS.exists():
        return False
    texts = texts_to_record(load_memory(settings.label_memory), settings.known_hobbies)
    return not load_recorded_vectors().missing(texts)


def is_lesson_fresh(settings: LabelSettings) -> bool:
    """Tell whether what ships was learnt from the shipped memory by the code as it stands."""
    return read_ranker(SHIPPED_LESSON, _depends_on(settings)) is not None


def record_lesson(settings: LabelSettings) -> None:
    """Learn from the shipped memory and write what ships; takes minutes.

    Args:
        settings: Shipped settings.
    """
    memory = load_memory(settings.label_memory)
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    labels = labels_that_may_be_given(memory, settings.known_hobbies)
    vocabulary = Vocabulary.of(labels, model=model)
    examples = Examples.of(memory, view_texts(memory.texts, model=model), vocabulary)
    ranker = fit_ranker(examples, vocabulary)
    write_ranker(ranker, SHIPPED_LESSON, fingerprint(memory, labels, model))


def _depends_on(settings: LabelSettings) -> str:
    memory = load_memory(settings.label_memory)
    model = load_embedding_model(settings.embedding_model, cache_dir=str(settings.cache_dir))
    labels = labels_that_may_be_given(memory, settings.known_hobbies)
    return fingerprint(memory, labels, model)
