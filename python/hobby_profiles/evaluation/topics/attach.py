"""How often the best of three parents is chosen for a new hobby."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import require_columns
from hobby_profiles.taxonomy.merge.features import Embed
from hobby_profiles.taxonomy.tree.attach import (
    combine,
    group_affinity,
    name_affinity,
    name_pieces,
    parent_scores,
)
from hobby_profiles.taxonomy.tree.attach_mentions import Mentions

COLUMNS = ["new_hobby", "best_parent", "wrong_parent1", "wrong_parent2"]
_EXAMPLE_SEPARATOR = ";"
_SAID_SHARE = 0.6
"""Texts that say less of a phrase than this ("clay" of "clay pigeon shooting") mislead."""
_RESAMPLES = 2000


def read_cases(path: Path) -> pd.DataFrame:
    """Read the cases.

    Args:
        path: CSV with new_hobby, best_parent, wrong_parent1, wrong_parent2.

    Raises:
        InputError: If a column is missing.
    """
    cases = pd.read_csv(path)
    require_columns(cases, COLUMNS, str(path))
    return cases


def measure_attach(
    cases: pd.DataFrame, areas: pd.DataFrame, texts: pd.DataFrame, embed: Embed
) -> tuple[dict[str, float], pd.DataFrame]:
    """Choose a parent for each new hobby and compare.

    The parents have names only, so they are described by the reviewed areas their names are near
    to; the new hobby by the areas of its nearest examples and of the labels it is used with. An
    example equal to a new hobby in normal form is set aside for the headline figure.

    Args:
        cases: See `read_cases`.
        areas: area, examples (parted by ';').
        texts: product_name, category_path, label: labelled texts.
        embed: Embeds phrases.

    Returns:
        The figures, and the cases with the chosen parent.
    """
    chosen = _choose(cases, areas, texts, embed, set_aside=True)
    full = _choose(cases, areas, texts, embed, set_aside=False)
    plain = _nearest_by_name(cases, embed)
    right = full == 0
    generator = np.random.default_rng(0)
    draws = right[generator.integers(0, len(right), (_RESAMPLES, len(right)))].mean(axis=1)
    figures = {
        "accuracy": float(right.mean()),
        "accuracy_ci_low": float(np.quantile(draws, 0.025)),
        "accuracy_ci_high": float(np.quantile(draws, 0.975)),
        "set_aside_accuracy": float((chosen == 0).mean()),
        "baseline_cosine_accuracy": float((plain == 0).mean()),
        "case_count": float(len(cases)),
    }
    names = cases[COLUMNS[1:]].to_numpy(dtype=object)
    return figures, cases.assign(chosen=names[np.arange(len(cases)), full])


def _nearest_by_name(cases: pd.DataFrame, embed: Embed) -> np.ndarray:
    hobbies = embed(cases["new_hobby"].tolist())
    cosines = [(hobbies * embed(cases[column].tolist())).sum(axis=1) for column in COLUMNS[1:]]
    result: np.ndarray = np.argmax(np.stack(cosines, axis=1), axis=1)
    return result


def _choose(
    cases: pd.DataFrame, areas: pd.DataFrame, texts: pd.DataFrame, embed: Embed, *, set_aside: bool
) -> np.ndarray:
    """Position, among best, wrong 1, wrong 2, of the parent chosen for each case."""
    examples, owner = _examples(areas)
    hobbies = cases["new_hobby"].tolist()
    if set_aside:
        asked = {pack().normal_form(hobby) for hobby in hobbies}
        keep = np.array([pack().normal_form(example) not in asked for example in examples])
        examples = [example for example, kept in zip(examples, keep, strict=True) if kept]
        owner = owner[keep]
    example_vectors, hobby_vectors = embed(examples), embed(hobbies)
    by_meaning = group_affinity(hobby_vectors, example_vectors, owner, len(areas))
    by_use, trust = _shares_by_use(hobbies, texts, embed, example_vectors, owner, len(areas))
    shares = combine(by_meaning, by_use, trust)
    parents = sorted({name for column in COLUMNS[1:] for name in cases[column]})
    rows = [embed([name, *name_pieces(name)]) for name in parents]
    groups = name_affinity(rows, example_vectors, owner, len(areas))
    at = {name: position for position, name in enumerate(parents)}
    chosen = []
    for case, names in enumerate(cases[COLUMNS[1:]].itertuples(index=False)):
        these = [at[name] for name in names]
        scores = parent_scores(
            hobby_vectors[case], shares[case], [rows[i] for i in these], groups[these]
        )
        # Of equal scores a wrong one wins: the first column holds the right answer.
        chosen.append(0 if scores[0] > scores[1:].max() else 1 + int(np.argmax(scores[1:])))
    return np.asarray(chosen)


def _examples(areas: pd.DataFrame) -> tuple[list[str], np.ndarray]:
    phrases: list[str] = []
    owner: list[int] = []
    for position, (area, examples) in enumerate(
        zip(areas["area"], areas["examples"].fillna(""), strict=True)
    ):
        for phrase in [str(area), *str(examples).split(_EXAMPLE_SEPARATOR)]:
            if phrase.strip():
                phrases.append(phrase.strip())
                owner.append(position)
    return phrases, np.asarray(owner)


def _shares_by_use(
    hobbies: list[str],
    texts: pd.DataFrame,
    embed: Embed,
    examples: np.ndarray,
    owner: np.ndarray,
    group_count: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Shares of the areas by the labels beside each hobby, and how far to trust them."""
    mentions = Mentions(texts)
    beside = [mentions.labels_beside(hobby) for hobby in hobbies]
    labels = sorted({label for found, _ in beside for text in found for label in text})
    shares = np.zeros((len(hobbies), group_count))
    trust = np.zeros(len(hobbies))
    if not labels:
        return shares, trust
    at = {label: position for position, label in enumerate(labels)}
    known = group_affinity(embed(labels), examples, owner, group_count)
    for row, (found, said) in enumerate(beside):
        if found and said > _SAID_SHARE:
            shares[row] = np.mean(
                [known[[at[label] for label in text]].mean(axis=0) for text in found], axis=0
            )
            trust[row] = said
    return shares, trust
