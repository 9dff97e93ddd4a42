"""Under which parent a new topic belongs: by its nearest known labels and by how it is used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from hobby_profiles.taxonomy.base import Vectors

_BEST = 2
_TEMPERATURE = 0.05
_FLOOR = 1e-3
_BLOCK_ROWS = 512
_DECIMALS = 6
_PIECES = re.compile(r"&|,|/|\band\b")

_AREA_WEIGHT = 6.0
_NAME_TEMPERATURE = 0.03


def group_affinity(
    vectors: Vectors,
    examples: Vectors,
    owner: np.ndarray,
    group_count: int,
    *,
    allowed: np.ndarray | None = None,
    temperature: float = _TEMPERATURE,
) -> np.ndarray:
    """Spread each label over groups by its nearest examples in them.

    A group's strength is the mean cosine to its two nearest examples: one may be an accident, and
    a large group is not favoured over a small one. A softmax makes shares of the strengths.

    Args:
        vectors: Unit rows of the labels, shape (n, d).
        examples: Unit rows of the groups' examples, shape (m, d).
        owner: Group of each example, shape (m,).
        group_count: Number of groups, g.
        allowed: Which examples a label may be compared with, shape (n, m); all if None.
        temperature: Difference in cosine that makes a share e times as large.

    Returns:
        Shape (n, g), rows sum to 1.
    """
    shares = np.zeros((len(vectors), group_count))
    order = np.argsort(owner, kind="stable")
    borders = np.searchsorted(owner[order], np.arange(group_count + 1))
    for start in range(0, len(vectors), _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = np.round(vectors[rows] @ examples[order].T, _DECIMALS).astype(np.float64)
        if allowed is not None:
            cosines[~allowed[rows][:, order]] = -1.0
        strength = np.full((len(cosines), group_count), -1.0)
        for group in range(group_count):
            part = cosines[:, borders[group] : borders[group + 1]]
            if part.shape[1]:
                best = -np.sort(-part, axis=1)[:, :_BEST]
                strength[:, group] = best.mean(axis=1)
        weight = np.exp((strength - strength.max(axis=1, keepdims=True)) / temperature)
        shares[rows] = weight / weight.sum(axis=1, keepdims=True)
    return shares


def combine(by_meaning: np.ndarray, by_use: np.ndarray, trust: np.ndarray) -> np.ndarray:
    """Multiply two opinions on the group of each label.

    Args:
        by_meaning: Shares, shape (n, g).
        by_use: Shares, shape (n, g); rows of zeros where nothing is known.
        trust: Exponent of the second opinion for each label, shape (n,); 0 leaves it out.

    Returns:
        Shape (n, g), rows sum to 1.
    """
    weighted = np.log(by_meaning + _FLOOR) + trust[:, None] * np.log(by_use + _FLOOR)
    shares = np.exp(weighted - weighted.max(axis=1, keepdims=True))
    result: np.ndarray = shares / shares.sum(axis=1, keepdims=True)
    return result


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


def name_affinity(
    piece_vectors: Sequence[Vectors], examples: Vectors, owner: np.ndarray, group_count: int
) -> np.ndarray:
    """Spread topics that only have a name over groups: the mean over the name and its pieces.

    Args:
        piece_vectors: For each topic the unit rows of its name and pieces.
        examples: Unit rows of the groups' examples, shape (m, d).
        owner: Group of each example, shape (m,).
        group_count: Number of groups, g.

    Returns:
        Shape (number of topics, g), rows sum to 1.
    """
    return np.stack(
        [
            group_affinity(rows, examples, owner, group_count, temperature=_NAME_TEMPERATURE).mean(
                axis=0
            )
            for rows in piece_vectors
        ]
    )


def parent_scores(
    label: np.ndarray, label_groups: np.ndarray, parents: Sequence[Vectors], groups: np.ndarray
) -> np.ndarray:
    """Score named parents for one new label.

    Args:
        label: Unit vector of the label, shape (d,).
        label_groups: Its shares of the groups, shape (g,).
        parents: For each parent the unit rows of its name (first) and pieces.
        groups: The parents' shares of the groups, shape (number of parents, g).

    Returns:
        Shape (number of parents,); the overlap of the shares (Bhattacharyya coefficient) counts
        six times as much as the cosine to the name and to its nearest piece.
    """
    overlap = np.sqrt(groups) @ np.sqrt(label_groups)
    cosine = np.array([rows[0] @ label for rows in parents])
    nearest = np.array([(rows[1:] @ label).max() for rows in parents])
    result: np.ndarray = np.round(_AREA_WEIGHT * overlap + cosine + nearest, _DECIMALS)
    return result


def attach_topics(
    known: pd.DataFrame,
    known_vectors: Vectors,
    new: pd.DataFrame,
    new_vectors: Vectors,
    usage: pd.DataFrame,
    *,
    child_counts: Mapping[str, int],
    max_children: int,
) -> pd.DataFrame:
    """Find the best parent in the tree for topics that are new.

    Args:
        known: topic_label, parent_topic_id of the leaves that are there; n rows.
        known_vectors: Unit rows, shape (n, d).
        new: topic_label of the new leaves; m rows.
        new_vectors: Unit rows, shape (m, d).
        usage: topic_label, text_hash: what known and new topics sit on.
        child_counts: Children, inner ones included, that each parent has now.
        max_children: A parent with as many children takes no more, as long as another is left.

    Returns:
        topic_label, parent_topic_id, attach_score (share of the best parent, in [0, 1]),
        attach_reason; sorted by topic_label. Without known leaves the parents are null.
    """
    order = np.argsort(new["topic_label"].to_numpy(dtype=object), kind="stable")
    labels = new["topic_label"].to_numpy(dtype=object)[order]
    found = pd.DataFrame({"topic_label": labels})
    parents = sorted(known["parent_topic_id"].dropna().unique())
    if not parents or not len(labels):
        return found.assign(
            parent_topic_id=pd.Series([None] * len(found), dtype="object"),
            attach_score=0.0,
            attach_reason="nothing to attach to",
        )
    position = {parent: at for at, parent in enumerate(parents)}
    held = known["parent_topic_id"].notna().to_numpy()
    owner = known.loc[held, "parent_topic_id"].map(position).to_numpy(dtype=np.int64)
    by_meaning = group_affinity(new_vectors[order], known_vectors[held], owner, len(parents))
    by_use = _use_shares(labels, known[held], owner, len(parents), usage)
    is_used = by_use.sum(axis=1) > 0
    shares = combine(by_meaning, by_use, is_used.astype(float))
    room = max_children - np.array([child_counts.get(parent, 0) for parent in parents])
    chosen = []
    for row in shares:
        open_to = np.where(room > 0, row, -1.0) if (room > 0).any() else row
        chosen.append(int(np.argmax(np.round(open_to, _DECIMALS))))
        room[chosen[-1]] -= 1
    found["parent_topic_id"] = [parents[at] for at in chosen]
    found["attach_score"] = np.round(shares[np.arange(len(chosen)), chosen], _DECIMALS)
    found["attach_reason"] = np.where(
        is_used, "near its labels and used with them", "near its labels"
    )
    return found


def _use_shares(
    labels: np.ndarray,
    known: pd.DataFrame,
    owner: np.ndarray,
    group_count: int,
    usage: pd.DataFrame,
) -> np.ndarray:
    """Shares of the groups among the known topics on the texts of each new topic."""
    shares = np.zeros((len(labels), group_count))
    group_of = dict(zip(known["topic_label"], owner.tolist(), strict=True))
    row_of = {label: row for row, label in enumerate(labels)}
    used = usage[["topic_label", "text_hash"]].drop_duplicates()
    fresh = used[used["topic_label"].isin(row_of)]
    beside = used[used["topic_label"].isin(group_of) & used["text_hash"].isin(fresh["text_hash"])]
    both = fresh.merge(beside, on="text_hash", suffixes=("", "_beside"))
    rows = both["topic_label"].map(row_of).to_numpy(dtype=np.int64)
    columns = both["topic_label_beside"].map(group_of).to_numpy(dtype=np.int64)
    np.add.at(shares, (rows, columns), 1.0)
    totals = shares.sum(axis=1, keepdims=True)
    result: np.ndarray = np.divide(shares, totals, out=shares, where=totals > 0)
    return result
