"""The embedded namer: names inner topics from a lexicon of general terms and the labels' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from hobby_profiles.taxonomy.base import Embed, Vectors
from hobby_profiles.taxonomy.names.cases import GivenName, NamingCase
from hobby_profiles.taxonomy.names.guided import part_forms, said_parts
from hobby_profiles.taxonomy.names.pairs import LONGEST_NAME, Weights, pair_name
from hobby_profiles.taxonomy.names.words import (
    display_name,
    fold,
    head_share,
    says_little,
    shared_phrases,
    word_share,
)

_LABELS_READ = 120
_LEXICON_CANDIDATES = 8
_LABEL_CANDIDATES = 12
_LEAST_SHARE = 0.4
# A label is the general one of a topic if this share of its labels holds its words.
_LEAST_LABEL_SHARE = 0.3

# What a candidate's score is made of; settled by reading the demo's inner topics.
_WEIGHT_SHARE = 0.25
_WEIGHT_RIVAL = 0.3
_PENALTY_CHILD = 0.12
_PENALTY_WORDS = 0.03
# A general name must fit its labels at least this well, against the label that fits best.
_LEAST_FIT = 0.93
# A reviewed term names a group if it fits this well, against the label that fits best, and if no
# sibling fits it better by more than the margin; less well does where labels hold its main words.
_LEAST_TERM_FIT = 0.78
_LEAST_SHARED_TERM_FIT = 0.68
_LEAST_HEAD_SHARE = 0.25
_TERM_MARGIN = 0.02


@dataclass(frozen=True)
class _Candidate:
    name: str
    source: str
    vector: Vectors
    share: float


class EmbeddedNamer:
    """Chooses for each topic the candidate that fits its labels best and its siblings least.

    Candidates are the reviewed area the topic was made for, the nearest terms of a lexicon, words
    that many of its labels share, and labels that truly are the general one. Where none of them
    fits the labels as well as the best label does, the name joins the two labels that together say
    most about the topic.
    """

    def __init__(self, lexicon: Sequence[str], embed: Embed) -> None:
        """Prepare the lexicon.

        Args:
            lexicon: General terms in display form.
            embed: Texts to unit rows, shape (n, dimensions).
        """
        self._lexicon = list(lexicon)
        self._embed = embed
        self._lexicon_vectors = embed(self._lexicon) if self._lexicon else None

    def name(self, cases: Sequence[NamingCase]) -> list[GivenName]:
        """Return a name for each case; names of one call differ from each other."""
        weights = [_weights(case) for case in cases]
        phrases = [
            shared_phrases(case.labels[:_LABELS_READ], weight.tolist(), least=_LEAST_SHARE)
            for case, weight in zip(cases, weights, strict=True)
        ]
        texts = sorted(
            {phrase for found in phrases for phrase, _ in found}
            | {term for case in cases for term in case.terms}
            | {
                form
                for case in cases
                for some in part_forms(case.guide_name or "")
                for form in some
            }
        )
        vector_of = dict(zip(texts, self._embed(texts), strict=True)) if texts else {}
        given = reviewed_names(cases, weights, vector_of)
        taken = {fold(name.name) for name in given.values()}
        for row, (case, weight, found) in enumerate(zip(cases, weights, phrases, strict=True)):
            if row not in given:
                given[row] = self._choose(case, weight, found, vector_of, taken)
                taken.add(fold(given[row].name))
        return [given[row] for row in range(len(cases))]

    def _choose(
        self,
        case: NamingCase,
        weight: Weights,
        phrases: list[tuple[str, float]],
        vector_of: dict[str, Vectors],
        taken: set[str],
    ) -> GivenName:
        forbidden = taken | case.taken_names
        vectors = case.vectors[:_LABELS_READ]
        labels = case.labels[:_LABELS_READ]
        centre = _centre(case, weight)
        best_fit = float((vectors @ centre).max())
        children = {fold(label) for label in case.child_labels}
        parent_words = set(fold(case.parent_name).split())
        best: tuple[float, str, GivenName] | None = None
        for candidate in self._candidates(case, weight, centre, phrases, vector_of):
            folded = fold(candidate.name)
            if not folded or folded in forbidden or set(folded.split()) <= parent_words:
                continue
            fit = float(candidate.vector @ centre)
            if fit < _LEAST_FIT * best_fit and candidate.share < 0.6:
                continue
            score = fit + _WEIGHT_SHARE * candidate.share
            if len(case.sibling_vectors):
                score -= _WEIGHT_RIVAL * float((case.sibling_vectors @ candidate.vector).max())
            score -= _PENALTY_CHILD * (folded in children)
            score -= _PENALTY_WORDS * max(0, len(folded.split()) - 2)
            name = GivenName(display_name(candidate.name), candidate.source, min(max(fit, 0), 1))
            key = (round(score, 6), name.name, name)
            if best is None or key[:2] > best[:2]:
                best = key
        if best is not None and fold(best[2].name) not in children:
            return best[2]
        return pair_name(labels, vectors, weight, forbidden, parent_words)

    def _candidates(
        self,
        case: NamingCase,
        weight: Weights,
        centre: NDArray[np.float64],
        phrases: list[tuple[str, float]],
        vector_of: dict[str, Vectors],
    ) -> list[_Candidate]:
        labels = case.labels[:_LABELS_READ]
        pool = [_Candidate(phrase, "labels", vector_of[phrase], share) for phrase, share in phrases]
        fits = (case.vectors[:_LABELS_READ] @ centre).round(6)
        for row in np.argsort(-fits, kind="stable")[:_LABEL_CANDIDATES]:
            share = word_share(labels[row], labels, weight.tolist())
            if share < _LEAST_LABEL_SHARE:
                continue
            pool.append(_Candidate(labels[row], "labels", case.vectors[row], share))
        if self._lexicon_vectors is not None:
            near = np.argsort(-(self._lexicon_vectors @ centre).round(6), kind="stable")
            for row in near[:_LEXICON_CANDIDATES]:
                term = self._lexicon[row]
                if says_little(term):
                    continue
                share = word_share(term, labels, weight.tolist())
                pool.append(_Candidate(term, "lexicon", self._lexicon_vectors[row], share))
        return [candidate for candidate in pool if len(candidate.name) <= LONGEST_NAME]


def reviewed_names(
    cases: Sequence[NamingCase], weights: Sequence[Weights], vector_of: Mapping[str, Vectors]
) -> dict[int, GivenName]:
    """Names from the guide: of the area itself, or of the term that fits a group in it best.

    Siblings compete for the terms of their area: terms are given so that the sum of the fits is
    greatest, and only where a term fits a topic well and no sibling better.

    Args:
        cases: The topics of one level.
        weights: Weights of the labels of each case.
        vector_of: Unit vector of every term.

    Returns:
        Position of a case to its name, for the cases that have one.
    """
    given: dict[int, GivenName] = {}
    families: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    taken: set[str] = set()
    for row, case in enumerate(cases):
        if case.guide_name and fold(case.guide_name) not in case.taken_names | taken:
            name = said_parts(case, vector_of, case.taken_names | taken)
            given[row] = GivenName(name, "guide", 1.0)
            taken.add(fold(name))
        elif case.terms:
            families.setdefault((case.parent_id, case.terms), []).append(row)
    for (_, terms), rows in sorted(families.items()):
        centres = np.stack([_centre(cases[row], weights[row]) for row in rows])
        vectors = np.stack([vector_of[term] for term in terms])
        fits = (centres @ vectors.T).round(6)
        best = np.array(
            [
                float((cases[row].vectors[:_LABELS_READ] @ centre).max())
                for row, centre in zip(rows, centres, strict=True)
            ]
        )
        for place, column in zip(*linear_sum_assignment(fits, maximize=True), strict=True):
            case, term = cases[rows[place]], terms[column]
            fit = float(fits[place, column])
            share = head_share(term, case.labels[:_LABELS_READ], weights[rows[place]].tolist())
            least = _LEAST_TERM_FIT if share < _LEAST_HEAD_SHARE else _LEAST_SHARED_TERM_FIT
            if (
                fit >= least * best[place]
                and fit >= float(fits[:, column].max()) - _TERM_MARGIN
                and fold(term) not in case.taken_names | taken
            ):
                given[rows[place]] = GivenName(term, "guide", min(1.0, fit))
                taken.add(fold(term))
    return given


def _centre(case: NamingCase, weight: Weights) -> NDArray[np.float64]:
    vectors = case.vectors[:_LABELS_READ]
    return np.asarray((vectors * weight[:, None]).sum(axis=0) / weight.sum(), dtype=np.float64)


def _weights(case: NamingCase) -> Weights:
    return np.log1p(np.asarray(case.counts[:_LABELS_READ], dtype=np.float64)) + 1e-6
