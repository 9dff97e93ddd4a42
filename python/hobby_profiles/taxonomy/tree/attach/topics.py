"""Under which parent a new topic belongs: by meaning, by its companions, by the parent's name."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from hobby_profiles.labels.placed_labels import NONE_PLACED, PlacedLabels
from hobby_profiles.taxonomy.base import Embed, Vectors, area_phrases
from hobby_profiles.taxonomy.shares import group_shares, mix_shares
from hobby_profiles.taxonomy.tree.attach.mentions import Mentions

_DECIMALS = 6
_LEAF_TEMPERATURE = 0.03
_USE_FLOOR = 3e-4
_SAID_SHARE = 0.6
"""Texts that say less of a label than this ("clay" of "clay pigeon shooting") mislead."""

_AREAS_WEIGHT = 3.0
_TOTAL_WEIGHT = _AREAS_WEIGHT + 3.0
"""What the score of a perfect parent sums up to: areas, name, nearest leaf, companions."""


def attach_topics(
    known: pd.DataFrame,
    known_vectors: Vectors,
    new: pd.DataFrame,
    new_vectors: Vectors,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    embed: Embed,
    placed: PlacedLabels = NONE_PLACED,
    *,
    parent_names: Mapping[str, str],
    child_counts: Mapping[str, int],
    max_children: int,
    choices: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Find the best parent in the tree for topics that are new.

    Four kinds of evidence add up: how much the reviewed areas a topic is likely to be in overlap
    with those of the parent's leaves (Bhattacharyya coefficient, counted three times), the cosine
    to the parent's name, the cosine to its nearest leaf, and the share of the parent
    among the topic's companions. The likely areas of a topic are those of its nearest examples,
    mixed with those of its companions: the topics of the texts whose title or topics say its words.

    Args:
        known: topic_label, parent_topic_id of the leaves that are there, null for those under no
            parent that is to choose from; n rows.
        known_vectors: Unit rows, shape (n, d).
        new: topic_label of the new leaves; m rows.
        new_vectors: Unit rows, shape (m, d).
        usage: topic_label, text_hash, product_name: what known and new topics sit on.
        areas: Reviewed areas: area, examples, see `guide.Guide`.
        embed: Texts to unit rows.
        placed: Reviewed places of labels, which are examples too.
        parent_names: Names of parents; one without a name is known by its leaves alone.
        child_counts: Children, inner ones included, that each parent has now.
        max_children: A parent with as many children takes no more, as long as another is left.
        choices: Parents that a new topic may choose from, by its label; all if None.

    Returns:
        topic_label, parent_topic_id, attach_score (of the best parent, in [0, 1]), attach_reason;
        sorted by topic_label. Without known leaves the parents are null.
    """
    order = np.argsort(new["topic_label"].to_numpy(dtype=object), kind="stable")
    labels = new["topic_label"].to_numpy(dtype=object)[order].tolist()
    found = pd.DataFrame({"topic_label": pd.Series(labels, dtype="object")})
    parents = sorted(known["parent_topic_id"].dropna().unique())
    if not parents or not labels:
        return found.assign(
            parent_topic_id=pd.Series([None] * len(found), dtype="object"),
            attach_score=0.0,
            attach_reason="nothing to attach to",
        )
    position = {parent: at for at, parent in enumerate(parents)}
    owner = known["parent_topic_id"].map(position).fillna(-1).to_numpy(dtype=np.int64)
    names = [parent_names.get(parent, "") for parent in parents]
    scores, is_used = _parent_scores(
        labels,
        new_vectors[order],
        known["topic_label"].tolist(),
        known_vectors,
        owner,
        embed(names),
        np.array([bool(name) for name in names]),
        usage,
        areas,
        placed,
        embed,
    )
    room = max_children - np.array([child_counts.get(parent, 0) for parent in parents])
    chosen = []
    for label, row in zip(labels, scores, strict=True):
        if choices is not None:
            row = np.where(np.isin(parents, list(choices[label])), row, -np.inf)
        open_to = np.where(room > 0, row, -np.inf) if (room > 0).any() else row
        chosen.append(int(np.argmax(open_to)))
        room[chosen[-1]] -= 1
    best = scores[np.arange(len(chosen)), chosen] / _TOTAL_WEIGHT
    return found.assign(
        parent_topic_id=[parents[at] for at in chosen],
        attach_score=np.round(np.clip(best, 0.0, 1.0), _DECIMALS),
        attach_reason=np.where(is_used, "near its topics and used with them", "near its topics"),
    )


def _parent_scores(
    labels: list[str],
    vectors: Vectors,
    known: list[str],
    known_vectors: Vectors,
    owner: np.ndarray,
    name_vectors: Vectors,
    is_named: np.ndarray,
    usage: pd.DataFrame,
    areas: pd.DataFrame,
    placed: PlacedLabels,
    embed: Embed,
) -> tuple[np.ndarray, np.ndarray]:
    """Score of every parent for every new topic, shape (m, p), and whether its use is known."""
    phrases = area_phrases(areas, placed)
    examples, area = embed([phrase for phrase, _ in phrases]), np.array([at for _, at in phrases])
    count = len(areas)
    held = owner >= 0
    parent_count = len(is_named)
    companions = _companions(labels, known, usage)
    # One row of what a companion says: its areas, then its parent.
    said_by = np.zeros((len(known), count + parent_count))
    spoken = sorted({topic for texts, _ in companions for topics in texts for topic in topics})
    said_by[spoken, :count] = group_shares(known_vectors[spoken], examples, area, count)
    said_by[np.flatnonzero(held), count + owner[held]] = 1.0
    by_use = np.zeros((len(labels), count + parent_count))
    for row, (texts, _) in enumerate(companions):
        if texts:
            by_use[row] = np.mean([said_by[topics].mean(axis=0) for topics in texts], axis=0)
    trust = np.array([said for _, said in companions])
    by_meaning = group_shares(vectors, examples, area, count)
    likely = mix_shares(by_meaning, [(by_use[:, :count], trust)], floor=_USE_FLOOR)

    leaves = np.vstack([known_vectors[held], name_vectors[is_named]])
    leaf_owner = np.r_[owner[held], np.flatnonzero(is_named)]
    of_leaf = group_shares(leaves, examples, area, count, temperature=_LEAF_TEMPERATURE)
    scores = _AREAS_WEIGHT * np.sqrt(likely) @ np.sqrt(_means(of_leaf, leaf_owner, parent_count)).T
    nearest = _nearest_leaf(vectors, known_vectors[held], owner[held], parent_count)
    scores += np.where(is_named, (vectors @ name_vectors.T).astype(np.float64), nearest)
    scores += nearest + trust[:, None] * by_use[:, count:]
    return np.round(scores, _DECIMALS), trust > 0


def _companions(
    labels: list[str], known: list[str], usage: pd.DataFrame
) -> list[tuple[list[list[int]], float]]:
    """Known topics, by position, on each text that mentions a new topic; how far to trust them."""
    at: dict[str, int] = {}
    for row, label in enumerate(known):
        at.setdefault(label, row)
    mentions = Mentions(usage, labels)
    found: list[tuple[list[list[int]], float]] = []
    for label in labels:
        beside, said = mentions.topics_beside(label)
        texts = [[at[topic] for topic in topics if topic in at] for topics in beside]
        texts = [topics for topics in texts if topics]
        found.append((texts, said) if texts and said > _SAID_SHARE else ([], 0.0))
    return found


def _means(rows: np.ndarray, owner: np.ndarray, count: int) -> np.ndarray:
    """Mean row of each owner, shape (count, columns)."""
    sums = np.zeros((count, rows.shape[1]))
    np.add.at(sums, owner, rows)
    result: np.ndarray = sums / np.maximum(np.bincount(owner, minlength=count), 1)[:, None]
    return result


def _nearest_leaf(vectors: Vectors, leaves: Vectors, owner: np.ndarray, count: int) -> np.ndarray:
    """Cosine to the nearest leaf of each parent, shape (m, count)."""
    cosines = np.round(vectors @ leaves.T, _DECIMALS).astype(np.float64)
    nearest = np.zeros((len(vectors), count))
    for parent in range(count):
        nearest[:, parent] = cosines[:, owner == parent].max(axis=1)
    return nearest
