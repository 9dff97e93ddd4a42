"""The reviewed list of labels that are no hobbies, and how a label is found on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.reference import read_reference
from hobby_profiles.labels.sensitive.patterns import TermFinder, read_term
from hobby_profiles.language import pack
from hobby_profiles.language.folding import folded_words

NEVER_A_HOBBY = 1
"""Grade of a word that tells no interest on any product."""

PRODUCT_NAME = 2
"""Grade of the product's own name: connected with the product, but no hobby."""

_GRADES = {
    "abstract_concept": NEVER_A_HOBBY,
    "generic_category": NEVER_A_HOBBY,
    "product_category": PRODUCT_NAME,
    "brand": NEVER_A_HOBBY,
    "site_furniture": NEVER_A_HOBBY,
    "person_name": NEVER_A_HOBBY,
    "contact": NEVER_A_HOBBY,
    "harm": NEVER_A_HOBBY,
}
REFUSED = ("person_name", "contact", "harm")
"""Reasons that no one can overrule, neither a model nor the shop that brings a label."""

_CONTACT = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|net|org|info|shop|io|co|eu|us|uk|de|pl|fr|es|it|nl|pt|br)\b"
    r"|\S@\S+\.\w|\+\d(?:[\s()./-]?\d){6}|\b\d(?:[\s()./-]?\d){8}",
    re.IGNORECASE,
)
"""An address of the web or of e-mail, or a telephone number: nine digits, seven after a plus."""

_WORDING = {
    "abstract_concept": "abstract concept, not a hobby",
    "generic_category": "generic category",
    "product_category": "product category",
    "brand": "brand without a following",
    "site_furniture": "site furniture",
    "person_name": "person name",
    "contact": "an address or a number",
    "harm": "calls to harm",
}
_NAME_PARTS = ("given_name", "surname")
_MIN_COSINE = 0.85
_MARGIN = 0.05


@dataclass(frozen=True)
class Block:
    """Why a label is no hobby.

    Attributes:
        reason_code: Category on the list, such as ``abstract_concept``.
        grade: The grade this caps at, 1 or 2.
        explanation: The reason in words.
    """

    reason_code: str
    grade: int
    explanation: str


class BlockedLabels:
    """Finds labels that are no hobbies: on the list or like it, a person, an address, a threat."""

    def __init__(self, rows: pd.DataFrame, model: EmbeddingModel) -> None:
        """Read the list.

        Args:
            rows: ``label``, ``category`` and ``reason``; the categories ``given_name`` and
                ``surname`` block only a label that is one of each; ``harm`` is in the notation of
                `read_term` and blocks what contains it.
            model: Gives the vectors by which unlisted labels are compared with the list.
        """
        self._model = model
        self._category: dict[tuple[str, ...], str] = {}
        self._reason: dict[tuple[str, ...], str] = {}
        self._names: dict[str, set[str]] = {part: set() for part in _NAME_PARTS}
        listed: list[str] = []
        self._harm = TermFinder(
            read_term(label, "harm") for label in rows.loc[rows["category"] == "harm", "label"]
        )
        rows = rows[rows["category"] != "harm"]
        ordered = rows[["label", "category", "reason"]].sort_values(["label", "category"])
        for label, category, reason in ordered.itertuples(index=False):
            key = pack().plain_words(label)
            if category in _NAME_PARTS:
                self._names[category].update(key)
            elif key and key not in self._category:
                self._category[key] = category
                self._reason[key] = reason
                listed.append(label)
        self._listed = listed

    @property
    def listed(self) -> list[str]:
        """The labels of the list, names left out."""
        return list(self._listed)

    def find(self, labels: Sequence[str], hobbies: Sequence[str]) -> dict[str, Block]:
        """Find the blocked ones among labels.

        A person's name (a listed given name and a listed surname, or a last word that is neither a
        common word nor part of a proper name) is let through if it is a known hobby: some writers
        and musicians have a following. An address, a telephone number or a call to harm is blocked
        whatever is known. A label that is not listed is blocked by likeness only when it is no
        longer than the listed one, is no known hobby, and its cosine to the list is at least 0.85
        and 0.05 above that to the nearest known hobby: "swift delivery" is site furniture, "charm
        bracelets" is not the product category "bracelets".

        Args:
            labels: Distinct labels.
            hobbies: Labels known as hobbies, such as those the memory grades well.

        Returns:
            The blocked labels with the reason; a label that is fine is not in it.
        """
        found: dict[str, Block] = {}
        unknown = []
        known = {pack().plain_words(hobby) for hobby in hobbies}
        for label in labels:
            key = pack().plain_words(label)
            if reason := self._refusal(label):
                found[label] = Block(reason, NEVER_A_HOBBY, _WORDING[reason])
            elif key in self._category:
                found[label] = self._block(key)
            elif self._is_person(key) and key not in known:
                wording = _WORDING["person_name"]
                found[label] = Block("person_name", NEVER_A_HOBBY, wording)
            elif key and key not in known:
                unknown.append(label)
        return found | self._alike(unknown, hobbies)

    def _alike(self, labels: list[str], hobbies: Sequence[str]) -> dict[str, Block]:
        if not labels or not self._listed:
            return {}
        vectors = embed_texts(labels, model=self._model).astype(float)
        to_list = vectors @ embed_texts(self._listed, model=self._model).astype(float).T
        nearest = to_list.argmax(axis=1)
        hobby = vectors @ embed_texts([*hobbies, ""], model=self._model).astype(float).T
        found = {}
        for row, label in enumerate(labels):
            listed = pack().plain_words(self._listed[nearest[row]])
            cosine = to_list[row, nearest[row]].round(6)
            is_short = len(pack().plain_words(label)) <= len(listed)
            if is_short and cosine >= max(_MIN_COSINE, hobby[row].max().round(6) + _MARGIN):
                found[label] = self._block(listed)
        return found

    def _block(self, key: tuple[str, ...]) -> Block:
        category = self._category[key]
        return Block(category, _GRADES[category], f"{_WORDING[category]}: {self._reason[key]}")

    def _refusal(self, label: str) -> str | None:
        if _CONTACT.search(label):
            return "contact"
        return "harm" if self._harm.find(folded_words(label)) else None

    def _is_person(self, key: tuple[str, ...]) -> bool:
        given, surnames = self._names["given_name"], self._names["surname"]
        if len(key) not in (2, 3) or key[0] not in given:
            return False
        if len(key) == 2 and key[1] in surnames:
            return True
        is_plain = key[-1] in given or pack().is_common_word(key[-1])
        return not is_plain and " ".join(key) not in pack().proper_names()


def load_blocked_labels(path: Path, model: EmbeddingModel) -> BlockedLabels:
    """Read the list from a CSV file.

    Args:
        path: The file; a relative path is looked up in the working directory, then in the project.
        model: See `BlockedLabels`.

    Returns:
        The list, ready to use.

    Raises:
        InputError: If the file is missing, lacks a column or names an unknown category.
    """
    return BlockedLabels(read_blocked_labels(path), model)


def read_blocked_labels(path: Path) -> pd.DataFrame:
    """Read the rows of the list, see `load_blocked_labels`."""
    return read_reference(
        path,
        setting="hobby__blocked_labels",
        columns=("label", "category", "reason"),
        allowed={"category": (*_GRADES, *_NAME_PARTS)},
    )
