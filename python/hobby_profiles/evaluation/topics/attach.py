"""How often the best of three parents is chosen for a new hobby."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.evaluation.common.bootstrap import mean_interval
from hobby_profiles.labels.placed_labels import PlacedLabels
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Embed, split_terms
from hobby_profiles.taxonomy.tree.attach.topics import attach_topics
from hobby_profiles.taxonomy.tree.settings import TreeSettings

COLUMNS = ["new_hobby", "best_parent", "wrong_parent1", "wrong_parent2"]
_PIECES = re.compile(r"&|,|/|\band\b")


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
    cases: pd.DataFrame,
    areas: pd.DataFrame,
    placed: pd.DataFrame,
    texts: pd.DataFrame,
    embed: Embed,
) -> tuple[dict[str, float], pd.DataFrame]:
    """Attach each new hobby to one of three parents, by the function the build calls, and compare.

    A parent has its name and, as its leaves, the topics that the name is made of; which texts the
    topics and the hobby sit on is read from the memory. For the headline figure, examples of the
    areas, labels placed in them, and topics of the memory equal to one of the hobbies in normal
    form are set aside.

    Args:
        cases: See `read_cases`.
        areas: area, examples (parted by ';').
        placed: label, area, group_name: reviewed places.
        texts: product_name, category_path, label: labelled texts.
        embed: Embeds phrases.

    Returns:
        The figures, and the cases with the chosen parent.
    """
    asked = {pack().normal_form(hobby) for hobby in cases["new_hobby"]}
    aside = placed["label"].map(pack().normal_form).isin(asked)
    chosen = _attach(cases, _without(areas, asked), placed[~aside], texts, embed)
    full = _attach(cases, areas, placed, texts, embed)
    right = (chosen == cases["best_parent"]).to_numpy()
    accuracy, low, high = mean_interval(right.astype(np.float64))
    nearest = _nearest_by_name(cases, embed)
    figures = {
        "accuracy": accuracy,
        "accuracy_ci_low": low,
        "accuracy_ci_high": high,
        "with_examples_accuracy": float((full == cases["best_parent"]).mean()),
        "baseline_cosine_accuracy": float((nearest == cases["best_parent"]).mean()),
        "case_count": float(len(cases)),
    }
    return figures, cases.assign(chosen=chosen)


def name_pieces(name: str) -> list[str]:
    """Split a compound topic name into the names it is made of.

    ``dog & cat ownership`` gives dog, cat ownership and, as the last word may belong to all, dog
    ownership.
    """
    pieces = [piece.strip() for piece in _PIECES.split(name) if piece.strip()]
    last = pieces[-1].split() if pieces else []
    if len(pieces) > 1 and len(last) > 1:
        pieces += [f"{piece} {last[-1]}" for piece in pieces[:-1]]
    return pieces or [name]


def _attach(
    cases: pd.DataFrame,
    areas: pd.DataFrame,
    placed: pd.DataFrame,
    texts: pd.DataFrame,
    embed: Embed,
) -> pd.Series:
    """Parent chosen for each case, in the order of the cases."""
    usage = pd.DataFrame(
        {
            "topic_label": texts["label"],
            "product_name": texts["product_name"],
            "text_hash": texts["product_name"].fillna("")
            + "\n"
            + texts["category_path"].fillna(""),
        }
    )
    parents = sorted({str(name) for column in COLUMNS[1:] for name in cases[column]})
    leaves = pd.DataFrame(
        [(piece, name) for name in parents for piece in name_pieces(name)],
        columns=["topic_label", "parent_topic_id"],
    )
    beside = pd.DataFrame({"topic_label": sorted(usage["topic_label"].unique())})
    known = pd.concat([leaves, beside], ignore_index=True)
    new = cases[["new_hobby"]].drop_duplicates().rename(columns={"new_hobby": "topic_label"})
    found = attach_topics(
        known,
        embed(known["topic_label"].tolist()),
        new,
        embed(new["topic_label"].tolist()),
        usage,
        areas,
        embed,
        PlacedLabels(placed, areas),
        parent_names={name: name for name in parents},
        child_counts=Counter(leaves["parent_topic_id"]),
        max_children=TreeSettings().tree_max_children,
        choices=dict(zip(cases["new_hobby"], cases[COLUMNS[1:]].to_numpy().tolist(), strict=True)),
    )
    return cases["new_hobby"].map(found.set_index("topic_label")["parent_topic_id"])


def _without(areas: pd.DataFrame, forms: set[str]) -> pd.DataFrame:
    """The areas without examples that have one of the normal forms."""
    kept = [
        "; ".join(
            example
            for example in split_terms(str(examples))
            if pack().normal_form(example) not in forms
        )
        for examples in areas["examples"].fillna("")
    ]
    return areas.assign(examples=kept)


def _nearest_by_name(cases: pd.DataFrame, embed: Embed) -> np.ndarray:
    """The parent whose name is nearest by cosine."""
    hobbies = embed(cases["new_hobby"].tolist())
    cosines = [(hobbies * embed(cases[column].tolist())).sum(axis=1) for column in COLUMNS[1:]]
    names = cases[COLUMNS[1:]].to_numpy(dtype=object)
    result: np.ndarray = names[np.arange(len(cases)), np.argmax(np.stack(cosines, axis=1), axis=1)]
    return result
