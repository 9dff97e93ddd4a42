"""Scores recomputed in pandas from docs/scores.md and docs/profiles.md alone, on the demo."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

HORIZON, THIN = 90, 20


def logit(share):
    return np.log(share / (1 - share))


def sigmoid(log_odds):
    return 1 / (1 + np.exp(-log_odds))


@pytest.fixture(scope="module")
def read(demo):
    def frame(query: str) -> pd.DataFrame:
        with duckdb.connect(str(demo.database), read_only=True) as connection:
            found = connection.execute(query).df()
        decimals = [name for name in found if name.endswith(("_day_count", "_amount", "_weight"))]
        return found.astype(dict.fromkeys(decimals, float))

    return frame


def terms(read) -> pd.DataFrame:
    """The terms of docs/scores.md, a column each, a row a user and topic."""
    pairs = read("select * from engagement.int_hobby__user_topics").merge(
        read("select topic_id, parent_topic_id, is_leaf from marts.hobby__topics"), on="topic_id"
    )
    users = (
        user_days(read)
        .groupby("user_id")
        .agg(
            user_decayed=("decayed_weight", "sum"),
            recent=("age_days", lambda days: (days < HORIZON).sum()),
        )
    )
    pairs = pairs.merge(users, on="user_id")
    pairs["earlier"] = pairs.oldest_days >= HORIZON
    pairs["back"] = pairs.earlier & (pairs.recency_days < HORIZON)
    topics = pairs.groupby("topic_id").agg(
        n=("user_id", "size"),
        earlier=("earlier", "sum"),
        back=("back", "sum"),
        spend=("capped_spend_amount", "sum"),
        topic_decayed=("decayed_day_count", "sum"),
        parent=("parent_topic_id", "first"),
        is_leaf=("is_leaf", "first"),
    )
    shop = topics[topics.is_leaf].sum()
    families = topics.groupby("parent")[["back", "earlier", "spend", "n"]].sum()

    def drawn(top: str, bottom: str, shop_share: float) -> pd.Series:
        family = (families[top] + THIN * shop_share) / (families[bottom] + THIN)
        leaning = topics.parent.map(family).fillna(shop_share)
        return (topics[top] + THIN * leaning) / (topics[bottom] + THIN)

    topics["topic_repeat"] = logit(drawn("back", "earlier", (shop.back + 1) / (shop.earlier + 4)))
    topics["mean_spend"] = drawn("spend", "n", shop.spend / shop.n)
    topics["topic_reach"] = logit((topics.n + 0.5) / (len(users) + 1))
    strangers = len(users) - topics.earlier
    topics["topic_new"] = logit((topics.n - topics.earlier + 0.5) / (strangers + 1))
    columns = ["n", "topic_repeat", "mean_spend", "topic_reach", "topic_new", "topic_decayed"]
    pairs = pairs.merge(topics[columns], on="topic_id")
    leaves = pairs[pairs.is_leaf].groupby("user_id").size()
    return pairs.assign(
        active_days=np.log1p(pairs.active_day_count),
        decayed_days=np.log1p(pairs.decayed_day_count),
        decayed_days_by_topic_new=np.log1p(pairs.decayed_day_count) * pairs.topic_new,
        relative_spend=np.log1p(pairs.capped_spend_amount / pairs.mean_spend),
        spend_share=np.sqrt(pairs.spend_share),
        tenure=np.log1p(pairs.tenure_days),
        recency=np.log1p(pairs.recency_days),
        recent_user_days=np.log1p(pairs.recent),
        user_topics=np.log(pairs.user_id.map(leaves)),
        related_topics=np.log1p(related(pairs, read)),
    )


def user_days(read) -> pd.DataFrame:
    events = read("select user_id, age_days, decayed_weight from engagement.int_hobby__user_events")
    return events.groupby(["user_id", "age_days"], as_index=False).decayed_weight.max()


def related(pairs: pd.DataFrame, read) -> pd.api.extensions.ExtensionArray:
    """What each user has in the topics related to each topic; the demo is its own sample."""
    held = pairs[["user_id", "topic_id", "is_leaf", "decayed_day_count"]].sort_values(
        ["decayed_day_count", "topic_id"], ascending=[False, True]
    )
    held = held[held.groupby(["user_id", "is_leaf"]).cumcount() < 100]
    holds = pd.crosstab(held.user_id, held.topic_id).astype("float32")
    leaves = holds[held.topic_id[held.is_leaf].unique()]
    counts = holds.to_numpy().T @ leaves.to_numpy()
    one, other = np.nonzero(counts)
    sizes = holds.sum().to_numpy(float)[one], leaves.sum().to_numpy(float)[other]
    product = sizes[0] * sizes[1]
    similarity = (counts[one, other] - product / len(holds)) / (np.sqrt(product) + 5)
    shared = pd.DataFrame(
        {
            "topic_id": holds.columns[one],
            "topic_id_other": leaves.columns[other],
            "similarity": similarity.round(6),
        }
    )
    shared = shared[shared.similarity > 0]
    below = set(
        read("select ancestor_topic_id, topic_id from marts.hobby__topic_ancestors").itertuples(
            index=False, name=None
        )
    )
    keys = zip(shared.topic_id, shared.topic_id_other, strict=True)
    apart = np.array([key not in below for key in keys])
    shared = shared[apart].sort_values(["similarity", "topic_id_other"], ascending=[False, True])
    shared = shared[shared.groupby("topic_id").cumcount() < 20]
    others = pairs[["user_id", "topic_id", "decayed_day_count"]]
    found = (
        pairs[["user_id", "topic_id"]]
        .merge(shared, on="topic_id")
        .merge(others.rename(columns={"topic_id": "topic_id_other"}))
    )
    has = found.similarity * np.log1p(found.decayed_day_count)
    sums = has.groupby([found.user_id, found.topic_id]).sum()
    return sums.reindex(pd.MultiIndex.from_frame(pairs[["user_id", "topic_id"]])).fillna(0).array


def level(pairs: pd.DataFrame, weighted: pd.Series, read) -> float:
    """The shop's level of docs/scores.md."""
    leaves = pairs[pairs.is_leaf]
    chance = sigmoid(weighted[pairs.is_leaf])
    count, back, earlier = len(leaves), leaves.back.sum(), leaves.earlier.sum()
    mean = (chance.sum() + 1) / (count + 4)
    variance = ((chance * (1 - chance)).sum() + 0.75) / (count + 4)
    share = ((back + 1) / (earlier + 4) + (back + 1) / (count + 4)) / 2
    days = user_days(read)
    oldest = days.groupby("user_id").age_days.transform("max")
    ages = days.age_days[oldest >= 365 + HORIZON]
    ahead, before = ages.between(365 - HORIZON, 364), ages.between(365, 364 + HORIZON)
    season = np.log((ahead.sum() + THIN) / (before.sum() + THIN))
    moved = logit(share) + 0.75 * season - logit(mean)
    return moved * mean * (1 - mean) / variance


def test_scores_can_be_recomputed_from_their_page(read) -> None:
    pairs = terms(read)
    weights = read(
        "select term, weight from reference.hobby__score_weights where audience_type = 'engaged'"
    ).set_index("term")["weight"]
    weighted = weights.pop("constant") + sum(
        weight * pairs[term] for term, weight in weights.items()
    )
    pairs["propensity"] = weighted + level(pairs, weighted, read)
    lookup = read(
        "select * from reference.hobby__probability_lookup where audience_type = 'engaged'"
    ).set_index("propensity_bin")
    quarters = 4 * pairs.propensity.clip(-10, 6)
    bins = np.floor(quarters.clip(upper=23.99)).astype(int)
    low, high = bins.map(lookup.probability_from), bins.map(lookup.probability_to)
    pairs["purchase_probability"] = low + (high - low) * (quarters - bins)
    shop_decayed = user_days(read).decayed_weight.sum()
    rest = (pairs.topic_decayed - pairs.decayed_day_count) / (shop_decayed - pairs.user_decayed)
    lift = (pairs.decayed_day_count + 3) / (pairs.user_decayed * rest + 3)
    repeats = 1 - 0.3 * (1 - pairs.product_count / pairs.event_count)
    burst = np.where(pairs.active_day_count == 1, 0.7, 1)
    pairs["profile_score"] = sigmoid(pairs.propensity + np.log(lift**0.75 * repeats * burst))
    position = (pairs.groupby("topic_id").propensity.rank() - 0.5) / pairs.n
    pairs["audience_score"] = (pairs.n * position + THIN * pairs.purchase_probability) / (
        pairs.n + THIN
    )
    stored = read("select * from engagement.int_hobby__user_topic_scores")
    found = pairs.merge(stored, on=["user_id", "topic_id"], suffixes=("", "_stored"))
    assert len(found) == len(stored) > 10_000
    for name in ("propensity", "purchase_probability", "profile_score", "audience_score"):
        np.testing.assert_allclose(found[name], found[f"{name}_stored"], atol=2e-6, err_msg=name)


def test_confidence_can_be_recomputed_from_its_page(read) -> None:
    pairs = read("select * from engagement.int_hobby__user_topics").merge(
        read("select topic_id, parent_topic_id from marts.hobby__topics"), on="topic_id"
    )
    strong, products = pairs.strong_product_count, pairs.user_product_count
    of_topic = pairs.groupby("topic_id").strong_product_count.transform("sum")
    of_shop = pairs.drop_duplicates("user_id").user_product_count.sum()
    outside = read(
        "select sum(product_count) as n from engagement.int_hobby__user_totals where user_id not in"
        " (select user_id from engagement.int_hobby__user_topics)"
    ).n.fillna(0)[0]
    expected = products * (of_topic - strong) / (of_shop + outside - products)
    weights = read("select * from reference.hobby__identity_weights").set_index("term")["weight"]
    log_odds = (
        weights.constant
        + weights.product_lift * np.log((strong + 1) / (expected + 1))
        + weights.product_share * np.sqrt(strong / (products + 20))
        + weights.discovery_days * np.log1p(pairs.discovery_day_count)
        + weights.certainty * pairs.mean_relevance
    )
    children = pairs[strong >= 2].groupby(["user_id", "parent_topic_id"])
    best = children.strong_product_count.max()
    child = best.reindex(pd.MultiIndex.from_frame(pairs[["user_id", "topic_id"]])).fillna(0).array
    pairs["identity"] = sigmoid(log_odds)
    pairs["sure"] = sigmoid(log_odds - 2 * (child / strong.clip(lower=1)) ** 2)
    stored = read("select * from engagement.int_hobby__profile_confidences")
    found = pairs.merge(stored, on=["user_id", "topic_id"], suffixes=("_own", ""))
    assert len(found) == len(stored) > 1_000
    np.testing.assert_allclose(found.identity, found.identity_score, atol=2e-6)
    np.testing.assert_allclose(found.sure, found.confidence, atol=2e-6)
