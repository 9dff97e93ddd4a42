"""The embedded namer: names inner topics from a lexicon of general terms and the labels' words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.guide import Embed
from hobby_profiles.taxonomy.names import SMALL_WORDS, GivenName, NamingCase, display_name

_LEXICON_CANDIDATES = 6
_PHRASE_CANDIDATES = 6
_MIN_PHRASE_SHARE = 0.3
_LABELS_READ = 200
_MAX_NAME_LENGTH = 40

# Weights of the parts of a candidate's score; settled by reading the demo's inner topics.
_WEIGHT_SHARE = 0.35
_WEIGHT_SIBLING = 0.35
_PENALTY_LEXICON = 0.02
_PENALTY_CHILD = 0.25
_MIN_SCORE = 0.55

_WORD = re.compile(r"[\w'&+-]+")


@dataclass(frozen=True)
class _Candidate:
    name: str
    source: str
    share: float


class EmbeddedNamer:
    """Chooses for each topic the candidate that fits its labels best and its siblings least.

    Candidates are the reviewed area the topic was made for, the nearest terms of a lexicon, and
    words that many of its labels share. Where none fits, the name joins two of its labels.
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
        pools = [self._candidates(case) for case in cases]
        texts = sorted({candidate.name for pool in pools for candidate in pool})
        vector_of = dict(zip(texts, self._embed(texts), strict=True)) if texts else {}
        taken: set[str] = set()
        given: list[GivenName] = []
        for case, pool in zip(cases, pools, strict=True):
            name = self._best(case, pool, vector_of, taken)
            taken.add(fold(name.name))
            given.append(name)
        return given

    def _candidates(self, case: NamingCase) -> list[_Candidate]:
        pool: dict[str, _Candidate] = {}
        if case.guide_name:
            pool[fold(case.guide_name)] = _Candidate(case.guide_name, "guide", 1.0)
        for phrase, share in shared_phrases(case.labels, case.counts):
            pool.setdefault(fold(phrase), _Candidate(display_name(phrase), "labels", share))
        if self._lexicon_vectors is not None:
            centre = _centre(case)
            near = np.argsort(-(self._lexicon_vectors @ centre).round(6), kind="stable")
            for row in near[:_LEXICON_CANDIDATES]:
                term = self._lexicon[row]
                pool.setdefault(fold(term), _Candidate(term, "lexicon", 0.0))
        return list(pool.values())

    def _best(
        self,
        case: NamingCase,
        pool: list[_Candidate],
        vector_of: dict[str, Vectors],
        taken: set[str],
    ) -> GivenName:
        parent = fold(case.parent_name)
        children = {fold(label) for label in case.child_labels}
        centre = _centre(case)
        best: tuple[float, str, _Candidate] | None = None
        for candidate in pool:
            folded = fold(candidate.name)
            if folded == parent or folded in taken or len(candidate.name) > _MAX_NAME_LENGTH:
                continue
            if candidate.source == "guide":
                return GivenName(candidate.name, "guide", 1.0)
            vector = vector_of[candidate.name]
            score = float(vector @ centre) + _WEIGHT_SHARE * candidate.share
            if len(case.sibling_vectors):
                rival = float((case.sibling_vectors @ vector).max())
                score -= _WEIGHT_SIBLING * max(0.0, rival)
            score -= _PENALTY_LEXICON * (candidate.source == "lexicon")
            score -= _PENALTY_CHILD * (folded in children)
            key = (round(score, 6), candidate.name, candidate)
            if best is None or key[:2] > best[:2]:
                best = key
        if best is not None and best[0] >= _MIN_SCORE:
            return GivenName(best[2].name, best[2].source, min(1.0, max(0.0, best[0])))
        return GivenName(pair_name(case, taken | {parent}), "pair", 0.5)


def _centre(case: NamingCase) -> Vectors:
    weights = np.log1p(np.asarray(case.counts, dtype=np.float32))
    total = (case.vectors * weights[:, None]).sum(axis=0)
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length else total, dtype=np.float32)


def shared_phrases(labels: Sequence[str], counts: Sequence[int]) -> list[tuple[str, float]]:
    """Words and pairs of words that many labels share, with the share of labels holding them.

    Args:
        labels: Labels, the most used first.
        counts: Products of each label; a label weighs log(1 + count).

    Returns:
        Phrases in at least ``_MIN_PHRASE_SHARE`` of the labels, the most shared and longest first.
    """
    weights: dict[str, float] = {}
    held_by: dict[str, int] = {}
    total = 0.0
    for label, count in zip(labels[:_LABELS_READ], counts[:_LABELS_READ], strict=True):
        weight = float(np.log1p(count))
        total += weight
        words = _WORD.findall(label.casefold())
        phrases = {
            " ".join(words[start : start + length])
            for length in (1, 2)
            for start in range(len(words) - length + 1)
            if words[start] not in SMALL_WORDS and words[start + length - 1] not in SMALL_WORDS
        }
        for phrase in phrases:
            weights[phrase] = weights.get(phrase, 0.0) + weight
            held_by[phrase] = held_by.get(phrase, 0) + 1
    shared = [
        (phrase, weight / total)
        for phrase, weight in weights.items()
        if total and weight / total >= _MIN_PHRASE_SHARE and held_by[phrase] > 1 and len(phrase) > 2
    ]
    shared.sort(key=lambda item: (-round(item[1], 6), -len(item[0]), item[0]))
    return shared[:_PHRASE_CANDIDATES]


def pair_name(case: NamingCase, taken: set[str]) -> str:
    """A name of two labels: the most used one, and a used one that is least like it."""
    first = case.labels[0]
    similarity = case.vectors @ case.vectors[0]
    others = [
        (-round(float(np.log1p(case.counts[row])) * (1.2 - float(similarity[row])), 6), row)
        for row in range(1, min(len(case.labels), _LABELS_READ))
        if len(first) + len(case.labels[row]) + 3 <= _MAX_NAME_LENGTH
    ]
    for _, row in sorted(others):
        name = join_labels(first, case.labels[row])
        if fold(name) not in taken:
            return display_name(name)
    name = display_name(first if len(first) <= _MAX_NAME_LENGTH else first[:_MAX_NAME_LENGTH])
    number = 2
    base = name
    while fold(name) in taken:
        name, number = f"{base} {number}", number + 1
    return name


def join_labels(first: str, second: str) -> str:
    """Join two labels by "&"; a last word that both share is said once."""
    head, tail = first.split(), second.split()
    if len(head) > 1 and len(tail) > 1 and head[-1].casefold() == tail[-1].casefold():
        head = head[:-1]
    return f"{' '.join(head)} & {' '.join(tail)}"


def fold(text: str) -> str:
    """A text as it is compared: case, plural s and small words do not count."""
    words = [word for word in _WORD.findall(text.casefold()) if word not in SMALL_WORDS]
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)
