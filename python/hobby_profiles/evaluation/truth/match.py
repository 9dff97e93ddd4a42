"""Whether a topic of a user names one of their interests, or something that is none.

Three ways to tell, each blind where the others see: by name, by the labels below the topic, by
the products that speak for it. A topic matches if its name does, or its products do; labels
alone are reported beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.evaluation.truth.reference import Reference
from hobby_profiles.evaluation.truth.shop import Shop

Embed = Callable[[Sequence[str]], NDArray[np.floating]]

NAME_COSINE = 0.55
_LABEL_SHARE = 0.6
_EVIDENCE_PRODUCTS = 2
_EVIDENCE_SHARE = 1 / 3
_NOT_INTEREST_SHARE = 0.5
_TWIN_COSINE = 0.6
_TWIN_SHARE = 0.6


class Meanings:
    """Cosines between phrases, each embedded once."""

    def __init__(self, phrases: Sequence[str], embed: Embed) -> None:
        known = sorted(set(phrases))
        self._at = {phrase: position for position, phrase in enumerate(known)}
        self._vectors = np.asarray(embed(known), dtype=np.float64)

    def nearest(self, phrases: Sequence[str], others: Sequence[str]) -> NDArray[np.float64]:
        """Highest cosine of each phrase to any of the others, shape (phrases,)."""
        left = self._vectors[[self._at[phrase] for phrase in phrases]]
        right = self._vectors[[self._at[phrase] for phrase in others]]
        highest: NDArray[np.float64] = (left @ right.T).max(axis=1)
        return highest


def match_interests(shop: Shop, reference: Reference, embed: Embed) -> pd.DataFrame:
    """Compare every topic of a user with every interest of the same user.

    Args:
        shop: Topics, labels and products of the users.
        reference: Their interests.
        embed: Gives unit vectors, shape (phrases, dimension).

    Returns:
        One row per user, topic and interest of which at least one way tells: user_id, topic_id,
        interest, cosine, by_name (cosine of the topic's name to the interest or a synonym at
        least 0.55), by_labels (so near are at least 60% of its products' labels), by_evidence
        (two evidence products, or the only one, are among its products, of which they are a
        third), matches (by name or by evidence).
    """
    meanings = Meanings(
        [
            *shop.topics["topic_name"],
            *shop.labels["label"],
            *(name for names in reference.interests["names"] for name in names),
        ],
        embed,
    )
    labels, topics = _by_user(shop.labels), _by_user(shop.topics)
    products = _products(shop)
    found = []
    rows: Iterable[Any] = reference.interests.itertuples()
    for row in rows:
        own = topics.get(row.user_id)
        if own is None:
            continue
        hits = _evidence_hits(products[row.user_id], row.evidence, own)
        cosine = meanings.nearest(list(own["topic_name"]), row.names)
        pairs = labels[row.user_id]
        near = meanings.nearest(list(pairs["label"]), row.names) >= NAME_COSINE
        label_share = near_share(pairs["topic_id"], near).reindex(own["topic_id"], fill_value=0.0)
        asked = min(_EVIDENCE_PRODUCTS, max(1, len(row.evidence)))
        found.append(
            own[["user_id", "topic_id"]].assign(
                interest=row.interest,
                cosine=cosine,
                by_name=cosine >= NAME_COSINE,
                by_labels=label_share.to_numpy() >= _LABEL_SHARE,
                by_evidence=(hits["hits"] >= asked) & (hits["share"] >= _EVIDENCE_SHARE),
            )
        )
    pairs = pd.concat(found, ignore_index=True)
    pairs["matches"] = pairs["by_name"] | pairs["by_evidence"]
    return pairs[pairs["matches"] | pairs["by_labels"]].reset_index(drop=True)


def match_not_interests(shop: Shop, reference: Reference, embed: Embed) -> pd.DataFrame:
    """Find topics of a user that stand for something that is no interest of theirs.

    Args:
        shop: Topics and products of the users.
        reference: Things that are no interest.
        embed: Gives unit vectors, shape (phrases, dimension).

    Returns:
        Distinct user_id, topic_id: the name of the thing is as near as an interest's would have
        to be, or at least half of the topic's products are the thing's. A topic that matches an
        interest too is still in here.
    """
    meanings = Meanings([*shop.topics["topic_name"], *reference.not_interests["thing"]], embed)
    topics = _by_user(shop.topics)
    products = _products(shop)
    found = [pd.DataFrame(columns=["user_id", "topic_id"])]
    rows: Iterable[Any] = reference.not_interests.itertuples()
    for row in rows:
        own = topics.get(row.user_id)
        if own is None:
            continue
        hits = _evidence_hits(products[row.user_id], row.evidence, own)
        named = meanings.nearest(list(own["topic_name"]), [row.thing]) >= NAME_COSINE
        found.append(own.loc[named | (hits["share"] >= _NOT_INTEREST_SHARE), found[0].columns])
    return pd.concat(found, ignore_index=True).drop_duplicates(ignore_index=True)


def near_duplicates(lines: pd.DataFrame, shop: Shop, embed: Embed) -> NDArray[np.bool_]:
    """Tell which lines say what a line above them says.

    Args:
        lines: Columns user_id, topic_id, best first within a user.
        shop: Names and products of the topics.
        embed: Gives unit vectors, shape (phrases, dimension).

    Returns:
        Shape (lines,): the name has a cosine of at least 0.60 to that of a better line, or more
        than 60% of the products of the smaller one of the two are products of the other.
    """
    named = lines.merge(shop.topics[["user_id", "topic_id", "topic_name"]], how="left")
    meanings = Meanings([*named["topic_name"]], embed)
    products = _products(shop)
    twins = []
    above: dict[str, list[tuple[str, frozenset[str]]]] = {}
    rows: Iterable[Any] = named.itertuples()
    for row in rows:
        better = above.setdefault(row.user_id, [])
        own = products[row.user_id].get(row.topic_id, frozenset())
        names = [name for name, _ in better]
        alike = bool(names) and meanings.nearest([row.topic_name], names)[0] >= _TWIN_COSINE
        shared = max((_overlap(own, other) for _, other in better), default=0.0)
        twins.append(alike or shared > _TWIN_SHARE)
        better.append((row.topic_name, own))
    return np.array(twins, dtype=bool)


def near_share(topic_ids: pd.Series, near: NDArray[np.bool_]) -> pd.Series:
    """Share of the rows of each topic that are near to an interest, by topic_id."""
    share: pd.Series = pd.Series(near, index=topic_ids.to_numpy()).groupby(level=0).mean()
    return share


def _by_user(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(user): rows for user, rows in frame.groupby("user_id")}


def _products(shop: Shop) -> dict[str, dict[str, frozenset[str]]]:
    """Products of each topic, by user."""
    products: dict[str, dict[str, frozenset[str]]] = {}
    for user, labels in _by_user(shop.labels).items():
        by_topic = labels.groupby("topic_id")["product_id"]
        products[user] = {str(topic): frozenset(ids) for topic, ids in by_topic}
    return products


def _evidence_hits(
    products: dict[str, frozenset[str]], evidence: frozenset[str], own: pd.DataFrame
) -> dict[str, NDArray[np.float64]]:
    """How many products of each topic are evidence, and what share of its products they are."""
    sets = [products.get(topic, frozenset()) for topic in own["topic_id"]]
    hits = np.array([len(ids & evidence) for ids in sets], dtype=np.float64)
    return {"hits": hits, "share": hits / np.array([max(1, len(ids)) for ids in sets])}


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0
