"""Personas from what topics go together with the same users."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError

_MOST_TOPICS = 8
_LEAST_WEIGHT = 0.3
_NAMED_BY = 2
_DEFINED_BY = 5
_ROUNDS = 1000
_TOLERANCE = 1e-3


@dataclass(frozen=True)
class ProposedSet:
    """A set for the shop to review.

    Attributes:
        personas: persona_id, persona_name, definition; the one of most users first.
        signals: persona_id, signal_kind, signal_value, direction, weight, as the seed has them.
        user_counts: Users by persona_id of whom it says more than any other.
    """

    personas: pd.DataFrame
    signals: pd.DataFrame
    user_counts: dict[str, int]


def propose_personas(
    user_topics: pd.DataFrame, count: int, *, min_users: int = 20, seed: int = 0
) -> ProposedSet:
    """Find topics that the same users have, by non-negative matrix factorisation.

    A user has several of these groups, as a user has several personas, which a partition into
    clusters would not allow. The table of users and topics holds log(1 + products) x log(users /
    users of the topic), each user's row of length 1; groups begin by NNDSVD and are found by
    coordinate descent (scikit-learn's ``NMF``; Lee and Seung, 1999).

    Args:
        user_topics: user_id, topic_name, product_count: leaf topics that may be shown.
        count: Personas at most.
        min_users: Fewer users make no persona, and a topic of fewer says nothing.
        seed: Seed of the factorisation.

    Returns:
        The set; personas with fewer users are left out.

    Raises:
        InputError: If the shop has too few topics or users for so many personas.
    """
    require_columns(user_topics, ["user_id", "topic_name", "product_count"], "user topics")
    sizes = user_topics.groupby("topic_name")["user_id"].nunique()
    kept = user_topics[user_topics["topic_name"].isin(set(sizes.index[sizes >= min_users]))]
    users = sorted(kept["user_id"].unique())
    topics = sorted(kept["topic_name"].unique())
    if len(topics) <= count or len(users) <= max(count, min_users):
        raise InputError(
            f"{count} personas were asked for, but only {len(topics)} topics have {min_users} "
            f"users, {len(users)} users in all. Ask for fewer with --count, or lower --min-users."
        )
    table = _table(kept, users, topics)
    shares, weights = _factors(table, count, seed)
    best = shares.argmax(axis=1)
    best[shares.max(axis=1) <= 0] = -1
    members = np.bincount(best[best >= 0], minlength=count)
    order = [int(k) for k in np.argsort(-members, kind="stable") if members[k] >= min_users]
    return _described(weights, topics, members, order)


def _table(kept: pd.DataFrame, users: list[str], topics: list[str]) -> csr_matrix:
    rows = pd.Categorical(kept["user_id"], categories=users).codes
    columns = pd.Categorical(kept["topic_name"], categories=topics).codes
    table = csr_matrix(
        (np.log1p(kept["product_count"].to_numpy(dtype=float)), (rows, columns)),
        shape=(len(users), len(topics)),
    )
    having = np.maximum(np.asarray((table > 0).sum(axis=0)).ravel(), 1)
    table = table.multiply(np.log(len(users) / having + 1e-9).clip(min=0)[None, :]).tocsr()
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    return table.multiply((1 / np.maximum(lengths, 1e-12))[:, None]).tocsr()


def _factors(
    table: csr_matrix, count: int, seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    from sklearn.decomposition import NMF

    model = NMF(count, init="nndsvd", max_iter=_ROUNDS, tol=_TOLERANCE, random_state=seed)
    shares = model.fit_transform(table)
    lengths = np.linalg.norm(model.components_, axis=1)
    return shares * lengths[None, :], model.components_ / np.maximum(lengths, 1e-12)[:, None]


def _described(
    weights: NDArray[np.float64], topics: list[str], members: NDArray[np.int64], order: list[int]
) -> ProposedSet:
    personas, signals = [], []
    counts: dict[str, int] = {}
    for k in order:
        relative = weights[k] / max(weights[k].max(), 1e-12)
        told = [int(t) for t in np.argsort(-relative, kind="stable")[:_MOST_TOPICS]]
        told = [topic for topic in told if relative[topic] >= _LEAST_WEIGHT]
        names = [topics[topic] for topic in told]
        name = " & ".join(names[:_NAMED_BY])
        key = _key(name, counts)
        counts[key] = int(members[k])
        personas.append((key, name, f"Buys for {', '.join(names[:_DEFINED_BY])}."))
        signals += [
            (key, "topic", topics[topic], "for", round(float(relative[topic]), 2)) for topic in told
        ]
    return ProposedSet(
        pd.DataFrame(personas, columns=["persona_id", "persona_name", "definition"]),
        pd.DataFrame(
            signals, columns=["persona_id", "signal_kind", "signal_value", "direction", "weight"]
        ),
        counts,
    )


def _key(name: str, taken: dict[str, int]) -> str:
    key = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "persona"
    while key in taken:
        key += "_2"
    return key
