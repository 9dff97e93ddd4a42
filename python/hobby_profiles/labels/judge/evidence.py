"""The evidence that the judge weighs for a (text, label) pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.judge.associations import Floats, row_products
from hobby_profiles.labels.judge.knowledge import Knowledge
from hobby_profiles.labels.placed_labels import PlacedLabels
from hobby_profiles.labels.texts.titles import readable_titles, title_line
from hobby_profiles.language import pack

EVIDENCE = (
    "label_likeness",
    "type_association",
    "word_association",
    "title_overlap",
    "usual_grade",
    "near_labels",
    "near_traps",
    "trap_rate",
    "trap_type_association",
    "trap_word_association",
    "near_weight",
    "near_area",
    "near_group",
    "near_trap_area",
    "near_trap_group",
    "type_area",
    "type_group",
    "trap_type_area",
    "trap_type_group",
    "nearest_text",
    "best_text",
    "text_place",
    "best_trap",
    "trap_place",
    "like_labels",
    "like_traps",
    "same_labels",
    "same_traps",
    "shared_words",
    "other_words",
    "title_words",
)
"""Columns of the evidence, in the order of the model's."""

_CHUNK_LABELS = 8_192
_DECIMALS = 6
_PRIOR_FITS = 3


def gather_evidence(
    pairs: pd.DataFrame, knowledge: Knowledge, model: EmbeddingModel
) -> pd.DataFrame:
    """Measure what speaks for a label and against it.

    - ``label_likeness``: cosine of the label and the product (its type and title), in standard
      deviations above the label's cosines to four thousand products, because some labels are near
      to everything. (How the label ranks among all labels for the product adds nothing, measured.)
    - ``type_association``: log ratio of the label's share on the product type to its share on all.
    - ``word_association``: nearness to the labels that go with the title's words elsewhere.
    - ``title_overlap``: share of the label's words that stand in the title.
    - ``usual_grade``: mean recorded grade of labels like this one.
    - ``near_labels``: how far the labels of the nearest labelled texts are like this one.
    - ``near_traps``: the same for the wrong labels that the words of the nearest texts suggest.
    - ``trap_rate``: log ratio of how often such labels are traps to how often they fit.
    - ``trap_type_association``, ``trap_word_association``: as above, of traps.
    - ``near_weight``: how much text lies near; far from the memory, silence says little.
    - ``near_area``, ``near_group``, ``type_area``, ``type_group``: as ``near_labels`` and
      ``type_association``, but of labels that stand in the same reviewed area or group; of one
      that none placed, of labels like it. ``trap_`` is put before those of traps.

    Args:
        pairs: ``product_name``, ``category_path``, ``label``; one row per pair, any order.
        knowledge: What is known of labels and traps.
        model: Gives the vectors.

    Returns:
        `EVIDENCE`, one row per pair in the same order, rounded to six decimals; a pair's values do
        not depend on the other pairs.
    """
    titles, title_row = _distinct(readable_titles(pairs["product_name"].astype(str)))
    types, type_row = _distinct(pairs["category_path"])
    labels, label_row = _distinct(pairs["label"])
    label_vectors = embed_texts(labels, model=model).astype(np.float64)
    places = np.column_stack([title_row, label_row])
    cosines, lines, line_vectors, line_row = _cosines(
        titles, types, label_vectors, places, type_row, model
    )
    fits, traps = knowledge.fits, knowledge.traps
    kernel, trap_kernel = fits.likeness(label_vectors), traps.likeness(label_vectors)
    mean, spread = _spread(label_vectors, fits.background_texts)
    title_words = [pack().title_stems(title) for title in titles]
    typed = np.column_stack([type_row, label_row])
    lined = np.column_stack([line_row, label_row])
    kernels, trap_kernels = (
        [some, *_placed_kernels(labels, known, some, knowledge.placed)]
        for known, some in ((fits.labels, kernel), (traps.labels, trap_kernel))
    )
    near_fits = knowledge.near_fits.say(lines, line_vectors, kernels, lined)
    near_traps = knowledge.near_traps.say(lines, line_vectors, trap_kernels, lined)
    of_types = fits.with_types(kernels, types, typed)
    of_trap_types = traps.with_types(trap_kernels, types, typed)
    seen, trap_seen = fits.seen(kernel), traps.seen(trap_kernel)
    shared, label_words, title_lengths = _shared_words(title_words, labels, places)
    columns = {
        "label_likeness": (cosines - mean[label_row]) / spread[label_row],
        "type_association": of_types[0],
        "word_association": fits.with_words(label_vectors, title_words, places),
        "title_overlap": shared / np.maximum(1, label_words),
        "usual_grade": fits.usual_grades(kernel)[label_row],
        "near_labels": near_fits.shares[0],
        "near_traps": near_traps.shares[0],
        "trap_rate": np.log((trap_seen + 1) / (seen + _PRIOR_FITS))[label_row],
        "trap_type_association": of_trap_types[0],
        "trap_word_association": traps.with_words(label_vectors, title_words, places),
        "near_weight": near_fits.weight,
        "near_area": near_fits.shares[1],
        "near_group": near_fits.shares[2],
        "near_trap_area": near_traps.shares[1],
        "near_trap_group": near_traps.shares[2],
        "type_area": of_types[1],
        "type_group": of_types[2],
        "trap_type_area": of_trap_types[1],
        "trap_type_group": of_trap_types[2],
        "nearest_text": near_fits.nearest,
        "best_text": near_fits.best,
        "text_place": near_fits.place,
        "best_trap": near_traps.best,
        "trap_place": near_traps.place,
        "like_labels": np.log1p(seen)[label_row],
        "like_traps": np.log1p(trap_seen)[label_row],
        "same_labels": _log_counts(labels, knowledge.label_counts)[label_row],
        "same_traps": _log_counts(labels, knowledge.trap_counts)[label_row],
        "shared_words": shared,
        "other_words": label_words - shared,
        "title_words": title_lengths,
    }
    return pd.DataFrame(columns, index=pairs.index, columns=list(EVIDENCE)).round(_DECIMALS)


def _placed_kernels(
    labels: Sequence[str],
    known: Sequence[str],
    likeness: sparse.csr_matrix,
    placed: PlacedLabels,
) -> list[sparse.csr_matrix]:
    """Kernels of the same area and of the same group; likeness for labels that none placed."""
    is_unknown = sparse.diags([float(placed.find(label) is None) for label in labels])
    return [(same + is_unknown @ likeness).tocsr() for same in placed.together(labels, known)]


def _distinct(values: pd.Series) -> tuple[list[str], NDArray[np.int64]]:
    """Sorted distinct values and each row's place among them: free of the order of rows."""
    codes, distinct = pd.factorize(values.astype(str), sort=True)
    return list(distinct), codes.astype(np.int64)


def _cosines(
    titles: Sequence[str],
    types: Sequence[str],
    labels: Floats,
    places: NDArray[np.int64],
    type_row: NDArray[np.int64],
    model: EmbeddingModel,
) -> tuple[Floats, list[str], NDArray[np.float32], NDArray[np.int64]]:
    """Cosine of each pair's label and its line of type and title; the lines, vectors, places."""
    lines, line_row = np.unique(
        np.column_stack([places[:, 0], type_row]), axis=0, return_inverse=True
    )
    texts = [title_line(titles[title], types[kind]) for title, kind in lines]
    vectors, line_row = embed_texts(texts, model=model), line_row.ravel()
    cosines = row_products(
        vectors.astype(np.float64), labels, np.column_stack([line_row, places[:, 1]])
    )
    return cosines, texts, vectors, line_row


def _log_counts(labels: Sequence[str], counts: Mapping[str, int]) -> Floats:
    return np.log1p([counts.get(label, 0) for label in labels])


def _spread(labels: Floats, titles: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each label's cosines to many titles."""
    if not len(titles):
        return np.zeros(len(labels)), np.ones(len(labels))
    means, spreads = np.zeros(len(labels)), np.zeros(len(labels))
    for start in range(0, len(labels), _CHUNK_LABELS):
        rows = slice(start, start + _CHUNK_LABELS)
        cosines = labels[rows] @ titles.T
        means[rows], spreads[rows] = cosines.mean(axis=1), cosines.std(axis=1)
    return means, np.maximum(spreads, 1e-6)


def _shared_words(
    titles: Sequence[frozenset[str]], labels: Sequence[str], places: NDArray[np.int64]
) -> tuple[Floats, Floats, Floats]:
    """Words that each pair's label and title share, words of the label, words of the title."""
    stems = [pack().title_stems(label) for label in labels]
    shared, of_label, of_title = (
        np.array(
            [
                (len(stems[label] & titles[title]), len(stems[label]), len(titles[title]))
                for title, label in places
            ],
            dtype=np.float64,
        )
        .reshape(-1, 3)
        .T
    )
    return shared, of_label, of_title
