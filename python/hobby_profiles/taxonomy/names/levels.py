"""Names for a whole tree, level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from hobby_profiles.taxonomy.base import Vectors
from hobby_profiles.taxonomy.names.cases import GivenName, Namer
from hobby_profiles.taxonomy.names.tree_index import TreeIndex
from hobby_profiles.taxonomy.names.words import display_name, fold
from hobby_profiles.taxonomy.names.written import Writing

NAME_COLUMNS = ["topic_id", "topic_name", "kind", "name_source", "name_score"]


def name_tree(
    tree: pd.DataFrame,
    labels: Sequence[str],
    vectors: Vectors,
    namer: Namer,
    *,
    terms: Mapping[str, Sequence[str]] | None = None,
    writing: Writing | None = None,
    known: Mapping[str, GivenName] | None = None,
) -> pd.DataFrame:
    """Name every topic of a tree, top level first, so that each case knows its parent's name.

    Args:
        tree: Topics as :func:`hobby_profiles.taxonomy.tree.build.build_tree` makes them.
        labels: Labels that ``vectors`` belongs to; holds every ``topic_label`` of the tree.
        vectors: Unit rows, shape (number of labels, dimensions).
        namer: Who names inner topics. Leaf topics take their label in display form.
        terms: Reviewed area to terms for the groups in it.
        writing: How proper names and brands are written; None leaves names as they are.
        known: Names of topics that keep theirs, whatever the namer says.

    Returns:
        One row a topic with the columns of ``NAME_COLUMNS``, sorted by ``topic_id``. No two inner
        topics have one name, whoever names them.
    """
    index = TreeIndex(tree, labels, vectors, terms or {})
    kept = {topic: known[topic] for topic in tree["topic_id"] if topic in known} if known else {}
    names: dict[str, GivenName] = {
        topic: GivenName(display_name(label), "label", 1.0) for topic, label in index.leaf_labels()
    } | kept
    taken = {fold(name) for name in (*index.guide_names(), *(kept[key].name for key in kept))}
    for level in index.inner_levels():
        cases = [index.case(topic, names, frozenset(taken)) for topic in level if topic not in kept]
        for case, given in zip(cases, namer.name(cases), strict=True):
            names[case.topic_id] = given
            taken.add(fold(given.name))
    if writing is not None:
        names |= index.written(names, writing) | kept
    names |= index.whole_names(names) | kept
    names |= index.told_apart(names, kept)
    rows = [
        (topic, names[topic].name, kind, names[topic].source, round(names[topic].score, 6))
        for topic, kind in zip(tree["topic_id"], tree["kind"], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=NAME_COLUMNS).sort_values("topic_id", ignore_index=True)
    text = dict.fromkeys(NAME_COLUMNS[:4], "string")
    return frame.astype(text | {"name_score": "float64"})
