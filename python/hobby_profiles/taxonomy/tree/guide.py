"""The guide: reviewed areas of interest that shape the upper levels of the tree.

A label that a reader placed stands there. Embeddings of short labels place most of the others well
and some of them badly: a series is known by people, not by its words. So they are placed by three
kinds of evidence that multiply: how near a label is to the examples of an area, where the other
labels of its products are placed, and where the labels of its products' categories are placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from hobby_profiles.core.errors import InputError
from hobby_profiles.labels.placed_labels import NONE_PLACED, Place, PlacedLabels
from hobby_profiles.taxonomy.base import Embed, Vectors, area_phrases
from hobby_profiles.taxonomy.shares import mix_shares
from hobby_profiles.taxonomy.tree.themes import Themes

Evidence = NDArray[np.float64]

# Settled on the demo's labels by reading where they were placed.
_EXAMPLES_COMPARED = 5
_NEAR_COSINE = 0.7
_NEAR_BONUS = 0.5
_TEMPERATURE = 0.05
_USE_FLOOR = 1e-2
_USE_WEIGHT = 0.6
_ROUNDS = 2
_SURE = 0.5
# Words score less than this where they are unsure; companions that agree on a branch at least so
# far, and hardly support the words' branch, then have the say.
_SURE_WORDS, _AGREED, _UNSUPPORTED, _FEWEST_COMPANIONS = 0.6, 0.4, 0.05, 3
# Least cosine to the examples of an area, and the share of labels below it from which on a shop
# is one that the guide does not know.
_FLOOR = 0.3
_ODD_SHARE = 0.2
_BLOCK_ROWS = 4_096
_DECIMALS = 6


@dataclass(frozen=True)
class Placement:
    """Where labels belong.

    Attributes:
        area: Area of each label, -1 where no area fits, shape (n,).
        branch: Branch of each label, -1 where no area fits, shape (n,).
        area_names: Names of the areas.
        branch_names: Names of the branches.
        area_kinds: Kind of hobby that the areas' labels are.
        reviewed: Where a reader placed each label; None for a label that none placed.
    """

    area: NDArray[np.int64]
    branch: NDArray[np.int64]
    area_names: tuple[str, ...]
    branch_names: tuple[str, ...]
    area_kinds: tuple[str, ...]
    reviewed: tuple[Place | None, ...]


class Guide:
    """Reviewed areas with examples, grouped in branches."""

    def __init__(
        self, areas: pd.DataFrame, embed: Embed, placed: PlacedLabels = NONE_PLACED
    ) -> None:
        """Read the areas and embed their examples.

        Args:
            areas: One row an area: ``parent_area`` (its branch), ``area``, ``kind`` and
                ``examples`` (labels that belong to it, parted by ';').
            embed: Texts to unit rows, shape (n, dimensions).
            placed: Reviewed places of labels, which are examples too.

        Raises:
            InputError: If an area has no name or no branch, or is listed twice.
        """
        _check(areas)
        ordered = areas.sort_values(["parent_area", "area"], ignore_index=True)
        self.area_names = tuple(str(name) for name in ordered["area"])
        self.area_kinds = tuple(str(kind) for kind in ordered["kind"])
        branches = [str(name) for name in ordered["parent_area"]]
        self.branch_names = tuple(sorted(set(branches)))
        self._branch_of = np.array([self.branch_names.index(name) for name in branches], dtype=int)
        self._placed = placed
        phrases = area_phrases(ordered, placed)
        self._owners = np.array([row for _, row in phrases], dtype=int)
        texts = [phrase for phrase, _ in phrases]
        self._vectors = embed(texts) if texts else np.zeros((0, 0), dtype=np.float32)
        self.themes = Themes(areas, embed, placed)

    def place(
        self, labels: Sequence[str], vectors: Vectors, texts: csr_matrix, categories: csr_matrix
    ) -> Placement:
        """Place labels in areas.

        Args:
            labels: The labels, n of them.
            vectors: Unit rows of the labels, shape (n, dimensions).
            texts: 1 where a label sits on a product text, shape (n, number of texts).
            categories: Weight of a label in a category, shape (n, number of categories).

        Returns:
            The reviewed area of each label, or the most likely one. Where more than a fifth of the
            labels are near no example and nothing else tells their area, these are left unplaced.
        """
        count = len(vectors)
        reviewed = tuple(self._placed.find(label) for label in labels)
        if not self.area_names or not count:
            return self._placement(np.full(count, -1, dtype=np.int64), reviewed)
        area_of = {name: at for at, name in enumerate(self.area_names)}
        told = np.array([-1 if place is None else area_of[place.area] for place in reviewed])
        scores = self._scores(vectors)
        odds = _softmax(scores / _TEMPERATURE)
        odds[told >= 0] = np.eye(len(self.area_names))[told[told >= 0]]
        evidence = odds
        for _ in range(_ROUNDS):
            uses = (_of_neighbours(texts, evidence), _of_categories(categories, evidence))
            evidence = mix_shares(odds, [(use, _USE_WEIGHT) for use in uses], floor=_USE_FLOOR)
        evidence = self._products_first(evidence, scores, texts)
        evidence[told >= 0] = odds[told >= 0]
        area = evidence.round(_DECIMALS).argmax(axis=1).astype(np.int64)
        # A few odd labels go where they fit best; many are a shop that the guide does not know.
        odd = (scores.max(axis=1) < _FLOOR) & (evidence.max(axis=1) < _SURE)
        if odd.mean() > _ODD_SHARE:
            area[odd] = -1
        return self._placement(area, reviewed)

    def _products_first(self, evidence: Evidence, scores: Evidence, texts: csr_matrix) -> Evidence:
        """Evidence in which products overrule words that are unsure.

        A film is called after what it shows: its words are near "shooting", yet the labels beside
        it are films.
        """
        branches = np.zeros((len(self.area_names), len(self.branch_names)))
        branches[np.arange(len(self.area_names)), self._branch_of] = 1.0
        beside = (_of_neighbours(texts, evidence) @ branches).round(_DECIMALS)
        chosen = self._branch_of[evidence.round(_DECIMALS).argmax(axis=1)]
        is_overruled = (
            (scores.max(axis=1).round(_DECIMALS) < _SURE_WORDS)
            & (_companion_counts(texts) >= _FEWEST_COMPANIONS)
            & (beside.max(axis=1) >= _AGREED)
            & (beside[np.arange(len(beside)), chosen] < _UNSUPPORTED)
        )
        is_elsewhere = self._branch_of[None, :] != beside.argmax(axis=1)[:, None]
        return np.where(is_overruled[:, None] & is_elsewhere, 0.0, evidence)

    def _placement(self, area: NDArray[np.int64], reviewed: tuple[Place | None, ...]) -> Placement:
        known = area >= 0
        branch = np.full(len(area), -1, dtype=np.int64)
        branch[known] = self._branch_of[area[known]]
        return Placement(
            area, branch, self.area_names, self.branch_names, self.area_kinds, reviewed
        )

    def _scores(self, vectors: Vectors) -> Evidence:
        """Mean cosine to an area's nearest examples, raised where one is all but the label."""
        scores = np.zeros((len(vectors), len(self.area_names)))
        columns = [np.flatnonzero(self._owners == area) for area in range(len(self.area_names))]
        for start in range(0, len(vectors), _BLOCK_ROWS):
            cosines = (vectors[start : start + _BLOCK_ROWS] @ self._vectors.T).round(_DECIMALS)
            for area, own in enumerate(columns):
                best = np.sort(cosines[:, own], axis=1)[:, -_EXAMPLES_COMPARED:]
                near = np.maximum(best[:, -1] - _NEAR_COSINE, 0.0)
                scores[start : start + _BLOCK_ROWS, area] = best.mean(axis=1) + _NEAR_BONUS * near
        return scores


def usage_matrices(
    usage: pd.DataFrame, topic_labels: Sequence[str]
) -> tuple[csr_matrix, csr_matrix]:
    """Which product texts and categories the topics are used on.

    Args:
        usage: ``topic_label``, ``text_hash``, ``category_path``.
        topic_labels: Order of the rows.

    Returns:
        Topic by product text (1 where it occurs), topic by category (number of texts).
    """
    row_of = {label: row for row, label in enumerate(topic_labels)}
    known = usage[usage["topic_label"].isin(row_of)].drop_duplicates(["topic_label", "text_hash"])
    known = known.sort_values(["topic_label", "text_hash"], ignore_index=True)
    rows = known["topic_label"].map(row_of).to_numpy(dtype=int)
    ones = np.ones(len(known))

    def matrix(column: str) -> csr_matrix:
        codes, values = pd.factorize(known[column].fillna(""), sort=True)
        shape = (len(topic_labels), max(len(values), 1))
        return csr_matrix((ones, (rows, codes)), shape=shape)

    return matrix("text_hash"), matrix("category_path")


def _of_neighbours(texts: csr_matrix, evidence: Evidence) -> Evidence:
    """Mean evidence of the other labels on a label's product texts; even where there are none."""
    texts_of_label = np.asarray(texts.sum(axis=1)).ravel()
    others = _companion_counts(texts)
    total = texts @ (texts.T @ evidence) - texts_of_label[:, None] * evidence
    even = 1.0 / evidence.shape[1]
    mean = np.maximum(total, 0.0) / np.maximum(others, 1.0)[:, None]
    return np.asarray(np.where(others[:, None] > 0, mean, even))


def _companion_counts(texts: csr_matrix) -> Evidence:
    """How many labels stand beside a label, counted once for each text."""
    labels_of_text = np.asarray(texts.sum(axis=0)).ravel()
    return np.asarray(texts @ labels_of_text - np.asarray(texts.sum(axis=1)).ravel())


def _of_categories(categories: csr_matrix, evidence: Evidence) -> Evidence:
    """Mean evidence of the labels in a label's product categories."""
    of_category = categories.T @ evidence
    of_category /= np.maximum(of_category.sum(axis=1, keepdims=True), 1e-12)
    size = np.asarray(categories.sum(axis=1)).ravel()
    mean = (categories @ of_category) / np.maximum(size, 1.0)[:, None]
    return np.asarray(np.where(size[:, None] > 0, mean, 1.0 / evidence.shape[1]))


def _softmax(log: Evidence) -> Evidence:
    odds = np.exp(log - log.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def _check(areas: pd.DataFrame) -> None:
    for column in ("parent_area", "area"):
        empty = areas[column].isna() | (areas[column].astype(str).str.strip() == "")
        if empty.any():
            raise InputError(
                f"hobby__areas has {int(empty.sum())} rows without {column}. Every area needs a "
                "name and the branch it belongs to; see seeds/reference/hobby__areas.csv."
            )
    repeated = areas["area"][areas["area"].duplicated()]
    if len(repeated):
        raise InputError(
            f"hobby__areas lists the area {repeated.iloc[0]!r} more than once. Put its examples "
            "into one row."
        )
