"""General terms for naming: the IAB Interest tree and WordNet's leisure hyponyms."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

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


def general_terms() -> list[str]:
    """Names of the inner nodes of the reference trees, in display form, without repeats."""
    terms: dict[str, str] = {}
    for tree in GOLD_TREES:
        nodes = reference_tree(tree)
        inner = {path.rsplit(" > ", 1)[0] for path in nodes["path"] if " > " in path}
        for name, path in zip(nodes["name"], nodes["path"], strict=True):
            if path in inner:
                term = str(name)[:1].upper() + str(name)[1:]
                terms.setdefault(term.casefold(), term)
    return sorted(terms.values())
