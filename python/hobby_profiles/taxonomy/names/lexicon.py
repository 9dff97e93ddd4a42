"""General terms for naming: reviewed areas, the IAB Interest tree, WordNet's leisure hyponyms."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from hobby_profiles.taxonomy.base import split_terms

GOLD_TREES = {"iab": "iab_interest.csv", "wordnet": "wordnet_leisure.csv"}


def reference_tree(name: str) -> pd.DataFrame:
    """A reference tree that ships with the package.

    Args:
        name: ``iab`` (IAB Tech Lab Audience Taxonomy 1.1, Interest, CC BY 3.0) or ``wordnet``
            (WordNet 3.0, leisure hyponyms, WordNet licence).

    Returns:
        ``name`` and ``path`` (levels parted by ' > ') of each node.
    """
    path = files("hobby_profiles.taxonomy") / "data" / GOLD_TREES[name]
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype="string", keep_default_na=False)


def general_terms(areas: pd.DataFrame) -> list[str]:
    """Terms to name topics by, in display form, without repeats.

    Args:
        areas: Reviewed areas: ``area`` and ``group_names``, parted by ';'.

    Returns:
        Areas, the terms of their groups, and the inner nodes of the reference trees. The areas'
        examples are left out: many are as special as the labels themselves.
    """
    terms: dict[str, str] = {}

    def add(term: str) -> None:
        term = " ".join(term.split())
        if term:
            terms.setdefault(term.casefold(), term[:1].upper() + term[1:])

    for area, groups in group_terms(areas).items():
        for term in [area, *groups]:
            add(term)
    for tree in GOLD_TREES:
        nodes = reference_tree(tree)
        inner = {path.rsplit(" > ", 1)[0] for path in nodes["path"] if " > " in path}
        for name, path in zip(nodes["name"], nodes["path"], strict=True):
            if path in inner:
                add(str(name))
    return sorted(terms.values())


def group_terms(areas: pd.DataFrame) -> dict[str, list[str]]:
    """Terms to name the groups inside an area by: area to terms, in the order they are listed.

    Args:
        areas: Reviewed areas: ``area`` and ``group_names``, parted by ';'.
    """
    return {
        str(area): split_terms(str(terms))
        for area, terms in zip(areas["area"], areas["group_names"].fillna(""), strict=True)
    }
