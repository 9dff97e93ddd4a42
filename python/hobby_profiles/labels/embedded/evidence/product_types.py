"""What texts of a product type have; a type that was never seen is told by its likes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hobby_profiles.labels.embedded.evidence.examples import CLEAR_GRADE, Examples
from hobby_profiles.labels.embedded.vocabulary import Vocabulary
from hobby_profiles.labels.texts.views import TextViews

_PRIOR_TEXTS = 2.0
_LIKES = 5
_LEAST_COSINE = 0.45
_BANDWIDTH = 0.08


@dataclass(frozen=True)
class TypeShares:
    """What is told of the types of ``n`` texts.

    Attributes:
        texts: (n,) texts of the type.
        clear: (n,) share of them with a clear label.
        named: (n,) share right of the labels whose words stand in their titles.
        hits: (n, C) share of them for which each candidate is right.
        company: (n, d) mean vector of their clear labels.
    """

    texts: NDArray[np.float32]
    clear: NDArray[np.float32]
    named: NDArray[np.float32]
    hits: NDArray[np.float32]
    company: NDArray[np.float32]


@dataclass(frozen=True)
class ProductTypes:
    """Counts of ``T`` types; the last row is the whole memory.

    Attributes:
        row_of: Row of each type.
        vectors: (T, d) vectors of the types.
        texts: (T + 1,) texts of a type.
        totals: (T + 1, 3) texts with a clear label, labels named in titles, those of them right.
        hits: (T + 1, L) texts for which a label is right.
        company: (T + 1, d) sum of the vectors of clear labels.
    """

    row_of: dict[str, int]
    vectors: NDArray[np.float32]
    texts: NDArray[np.float32]
    totals: NDArray[np.float32]
    hits: NDArray[np.float32]
    company: NDArray[np.float32]

    @classmethod
    def of(
        cls,
        examples: Examples,
        hits: sparse.csr_array,
        company: NDArray[np.float32],
        vocabulary: Vocabulary,
    ) -> ProductTypes:
        """Count labelled texts by type.

        Args:
            examples: ``n`` texts.
            hits: (n, L) which labels are right for which text.
            company: (n, d) mean vector of each text's clear labels.
            vocabulary: ``L`` labels.
        """
        types, first = np.unique(examples.views.types.astype(str), return_index=True)
        known = types != ""
        types, first = types[known], first[known]
        row_of = {kind: row for row, kind in enumerate(types)}
        row = np.array([row_of.get(kind, -1) for kind in examples.views.types], dtype=np.int64)
        some = np.flatnonzero(row >= 0)
        shape = (len(types), len(examples))
        member = sparse.csr_array((np.ones(len(some), np.float32), (row[some], some)), shape=shape)
        named, right = examples.named_per_text()
        totals = np.column_stack(
            [(examples.grades >= CLEAR_GRADE).any(axis=1).astype(np.float32), named, right]
        ).astype(np.float32)
        counts = np.asarray(member.sum(axis=1)).ravel()
        return cls(
            row_of,
            examples.views.type_vectors[first],
            np.append(counts, len(examples)).astype(np.float32),
            np.vstack([member @ totals, totals.sum(axis=0)]).astype(np.float32),
            np.vstack([(member @ hits).toarray(), np.asarray(hits.sum(axis=0))[None, :]]),
            np.vstack([member @ company, company.sum(axis=0)]).astype(np.float32),
        )

    def rows(self, views: TextViews) -> NDArray[np.int64]:
        """Row of each text's type, -1 for one never seen."""
        return np.array([self.row_of.get(kind, -1) for kind in views.types], dtype=np.int64)

    def shares(
        self, views: TextViews, candidates: NDArray[np.int64], seen: NDArray[np.float32]
    ) -> TypeShares:
        """Tell what texts of the types have, drawn to what those of similar types have.

        Args:
            views: ``n`` texts.
            candidates: (n, C) rows in the vocabulary.
            seen: (n,) share of the own type's texts that may be counted.
        """
        kinds, place = np.unique(views.types.astype(str), return_inverse=True)
        first = np.unique(place, return_index=True)[1]
        weights = self._likes(kinds, views.type_vectors[first])
        row = self.rows(views)
        own = np.where(row >= 0, seen, 0.0)
        texts = np.where(row >= 0, self.texts[row], 0.0) * own
        totals, hits, company = self.totals[row], self.hits[row[:, None], candidates], self.company
        like_texts = (weights @ self.texts)[place]
        like_totals = (weights @ self.totals)[place]
        like_company = (weights @ company)[place]
        like_hits = np.zeros(candidates.shape, dtype=np.float32)
        for kind in range(len(kinds)):
            inside, near = np.flatnonzero(place == kind), np.flatnonzero(weights[kind])
            hits_of_likes = self.hits[near[:, None, None], candidates[inside][None, :, :]]
            like_hits[inside] = np.tensordot(weights[kind, near], hits_of_likes, axes=1)
        prior = like_totals[:, 0] / like_texts
        named_prior = like_totals[:, 2] / np.maximum(like_totals[:, 1], 1.0)
        own_company = (
            company[row] * own[:, None] + _PRIOR_TEXTS * like_company / like_texts[:, None]
        )
        return TypeShares(
            texts.astype(np.float32),
            _drawn(prior, totals[:, 0] * own, texts),
            _drawn(named_prior, totals[:, 2] * own, totals[:, 1] * own),
            _drawn(like_hits / like_texts[:, None], hits * own[:, None], texts[:, None]),
            (own_company / (texts[:, None] + _PRIOR_TEXTS)).astype(np.float32),
        )

    def _likes(self, kinds: NDArray[np.str_], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Weights, (kinds, T + 1), of the types most like each, itself left out."""
        weights = np.zeros((len(kinds), len(self.texts)), dtype=np.float32)
        weights[:, -1] = 1e-3
        for place, kind in enumerate(kinds):
            if not kind or not len(self.vectors):
                continue
            cosines = self.vectors @ vectors[place]
            if kind in self.row_of:
                cosines[self.row_of[kind]] = -1.0
            best = np.argsort(-cosines, kind="stable")[:_LIKES]
            best = best[cosines[best] >= _LEAST_COSINE]
            weights[place, best] = np.exp((cosines[best] - 1.0) / _BANDWIDTH)
        return weights


def _drawn(
    share: NDArray[np.float32], hits: NDArray[np.float32], texts: NDArray[np.float32]
) -> NDArray[np.float32]:
    return np.asarray((hits + _PRIOR_TEXTS * share) / (texts + _PRIOR_TEXTS), dtype=np.float32)
