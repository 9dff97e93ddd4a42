"""Scores of users and topics, as the descriptions of ``models/engagement`` say."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from tests.integration.recomputed.pairs import PAIR, Pairs


def logit(share: pd.Series | float) -> Any:
    return np.log(share / (1 - share))


def sigmoid(log_odds: pd.Series) -> Any:
    return 1 / (1 + np.exp(-log_odds))


def percentile(values: pd.Series, of: pd.Series) -> pd.Series:
    """Share of the others below, ties half, so that one alone has a half."""
    grouped = values.groupby(of)
    return (grouped.rank(method="average") - 0.5) / grouped.transform("size")


def _similarity(shared: pd.Series, of: pd.Series, other: pd.Series, users: int) -> pd.Series:
    return ((shared - of * other / users) / (np.sqrt(of * other) + 5)).clip(lower=0)


class Scores(Pairs):
    """Propensity, identity, audience score and profile score of every pair."""

    @cached_property
    def totals(self) -> pd.DataFrame:
        rows = self.pairs.groupby("topic_id").agg(
            users=("user_id", "size"),
            earlier=("is_earlier", "sum"),
            back=("is_back", "sum"),
            capped=("capped", "sum"),
            decayed=("decayed", "sum"),
            strong=("strong", "sum"),
        )
        rows["parent"] = self.topics["parent_topic_id"]
        leaves = rows[self.topics["is_leaf"].reindex(rows.index)]
        shop = (leaves["back"].sum() + 1) / (leaves["earlier"].sum() + 4)
        shop_spend = leaves["capped"].sum() / leaves["users"].sum()
        family = rows.groupby("parent")[["back", "earlier", "capped", "users"]].sum()
        f = (family["back"] + self.k * shop) / (family["earlier"] + self.k)
        f_spend = (family["capped"] + self.k * shop_spend) / (family["users"] + self.k)
        rows["repeat"] = (rows["back"] + self.k * rows["parent"].map(f).fillna(shop)) / (
            rows["earlier"] + self.k
        )
        rows["mean_spend"] = (
            rows["capped"] + self.k * rows["parent"].map(f_spend).fillna(shop_spend)
        ) / (rows["users"] + self.k)
        count = len(self.users)
        rows["reach"] = (rows["users"] + 0.5) / (count + 1)
        rows["new"] = (rows["users"] - rows["earlier"] + 0.5) / (count - rows["earlier"] + 1)
        return rows

    @cached_property
    def related(self) -> pd.Series:
        """What a user has in a topic's related topics."""
        strongest = self.pairs.sort_values(["decayed", "topic_id"], ascending=[False, True])
        most = int(self.constant["relation_topics_per_user"])
        strongest = strongest.groupby(["user_id", "is_leaf"]).head(most)
        size = strongest.groupby("topic_id").size()
        both = strongest[PAIR].merge(
            strongest.loc[strongest["is_leaf"], PAIR], on="user_id", suffixes=("", "_other")
        )
        shared = both.groupby(["topic_id", "topic_id_other"]).size().reset_index(name="shared")
        below = self.read("from marts.hobby__topic_ancestors")
        is_below = pd.MultiIndex.from_frame(shared[["topic_id", "topic_id_other"]]).isin(
            pd.MultiIndex.from_frame(below[["ancestor_topic_id", "topic_id"]])
        )
        shared = shared[~is_below].copy()
        of, other = shared["topic_id"].map(size), shared["topic_id_other"].map(size)
        sampled = strongest["user_id"].nunique()
        shared["similarity"] = _similarity(shared["shared"], of, other, sampled).round(6)
        shared["alone"] = _similarity(shared["shared"] - 1, of - 1, other - 1, sampled - 1)
        enough = shared["shared"] >= self.constant["min_related_users"]
        shared = shared[enough & (shared["similarity"] > 0)].sort_values(
            ["similarity", "topic_id_other"], ascending=[False, True]
        )
        shared = shared.groupby("topic_id").head(int(self.constant["related_topics"]))
        has = self.pairs[[*PAIR, "decayed"]].rename(columns={"topic_id": "topic_id_other"})
        told = shared.merge(has, on="topic_id_other")
        told["strength"] = told["alone"] * np.log1p(told["decayed"])
        return told.groupby(PAIR)["strength"].sum()

    @cached_property
    def identities(self) -> pd.DataFrame:
        rows = self.pairs.join(self.totals.add_prefix("topic_"), on="topic_id")
        others = rows["topic_strong"] - rows["strong"]
        rest = self.users["products"].sum() - rows["user_products"]
        rows["expected"] = (rows["user_products"] * others / rest).where(rest > 0, 0)
        prior = self.constant["product_share_prior"]
        rows["reach"] = (rows["topic_users"] - 1) / (
            len(self.users) - 1 + self.constant["profile_reach_prior"]
        )
        terms = {
            "constant": 1.0,
            "product_lift": np.log((rows["strong"] + 1) / (rows["expected"] + 1)),
            "product_share": np.sqrt(rows["strong"] / (rows["user_products"] + prior)),
            "sure_products": np.log1p(rows["sure"]),
            "active_months": np.log1p(rows["months"]),
            "certainty": rows["certainty"],
            "reach": np.sqrt(rows["reach"]),
        }
        weights = self.read("from reference.hobby__identity_weights").set_index("term")["weight"]
        rows["log_odds"] = sum(weights[term] * value for term, value in terms.items()).round(6)
        rows["identity_score"] = sigmoid(rows["log_odds"])
        return rows

    @cached_property
    def scores(self) -> pd.DataFrame:
        rows = self.pairs.join(self.totals.add_prefix("topic_"), on="topic_id")
        rows = rows.join(self.related.rename("related"), on=PAIR).fillna({"related": 0})
        leaves = rows[rows["is_leaf"]].groupby("user_id").size()
        terms = {
            "constant": 1.0,
            "active_days": np.log1p(rows["days"]),
            "decayed_days": np.log1p(rows["decayed"]),
            "decayed_days_by_topic_new": np.log1p(rows["decayed"]) * logit(rows["topic_new"]),
            "relative_spend": np.log1p((rows["capped"] / rows["topic_mean_spend"]).fillna(0)),
            "spend_share": np.sqrt(rows["spend_share"]),
            "tenure": np.log1p(rows["tenure"]),
            "recency": np.log1p(rows["recency"]),
            "topic_repeat": logit(rows["topic_repeat"]),
            "topic_reach": logit(rows["topic_reach"]),
            "related_topics": np.log1p(rows["related"]),
            "recent_user_days": np.log1p(rows["user_recent_days"]),
            "user_topics": np.log(rows["user_id"].map(leaves)),
        }
        weights = self.read("from reference.hobby__score_weights where audience_type = 'engaged'")
        known = weights.set_index("term")["weight"]
        rows["weighted"] = sum(known.get(term, 0) * value for term, value in terms.items())
        rows["weighted"] = rows["weighted"].round(6)
        rows["propensity"] = rows["weighted"] + self._level(rows)
        rows["probability"] = self._probability(rows["propensity"])
        lift = self._lift(rows)
        repeats = 1 - self.constant["replenishment_discount"] * (
            1 - rows["products"] / rows["events"]
        )
        burst = 1 - self.constant["burst_discount"] * (rows["days"] == 1)
        factors = lift ** self.constant["ubiquity_discount"] * repeats * burst
        rows["profile_score"] = sigmoid(rows["propensity"] + np.log(factors))
        identity = rows.merge(self.identities[[*PAIR, "log_odds"]], on=PAIR)["log_odds"]
        doubt = self.constant["audience_identity_weight"] * np.log(sigmoid(identity))
        rows["doubted"] = (rows["weighted"] + doubt.to_numpy()).round(6)
        position, n = percentile(rows["doubted"], rows["topic_id"]), rows["topic_users"]
        likely = sigmoid(rows["doubted"] + self._level(rows))
        rows["audience_score"] = (n * position + self.k * likely) / (n + self.k)
        for name, values in {
            "recency": -rows["recency"],
            "frequency": rows["decayed"].round(6),
            "monetary": rows["capped"].round(4),
        }.items():
            rows[f"{name}_score"] = percentile(values, rows["topic_id"])
        in_order = rows.sort_values(["doubted", "user_id"], ascending=[False, True])
        rows["audience_rank"] = in_order.groupby("topic_id").cumcount() + 1
        rows["trend_score"] = (
            rows["decayed"] / rows["days"] - rows["user_decayed"] / rows["user_days"]
        )
        gap = self.constant["evergreen_max_gap_days"]
        rows["is_evergreen"] = (rows["tenure"] >= self.constant["evergreen_min_days"]) & (
            rows["tenure"] <= (rows["months"] - 1) * gap
        )
        longest = np.maximum(rows["gap"], rows["user_gap"]).clip(
            lower=self.constant["min_gap_days"]
        )
        rows["is_ongoing"] = rows["recency"] <= self.constant["ended_after_gaps"] * longest
        return rows

    def _level(self, rows: pd.DataFrame) -> float:
        leaves = rows[rows["is_leaf"]]
        n, back, earlier = len(leaves), leaves["is_back"].sum(), leaves["is_earlier"].sum()
        p = sigmoid(leaves["weighted"])
        m = (p.sum() + 1) / (n + 4)
        v = ((p * (1 - p)).sum() + 0.75) / (n + 4)
        s = ((back + 1) / (earlier + 4) + (back + 1) / (n + 4)) / 2
        there = self.users[self.users["oldest"] >= 365 + self.h]
        season = np.log((there["ahead"].sum() + self.k) / (there["before"].sum() + self.k))
        shift = logit(s) + self.constant["season_weight"] * season - logit(m)
        return float(shift * m * (1 - m) / v)

    def _probability(self, propensity: pd.Series) -> pd.Series:
        lookup = self.read(
            "from reference.hobby__probability_lookup where audience_type = 'engaged'"
        ).set_index("propensity_bin")
        place = propensity.clip(-10, 6) * 4
        bins = np.floor(place).clip(upper=23)
        low, high = (bins.map(lookup[f"probability_{end}"]) for end in ("from", "to"))
        return low + (high - low) * (place - bins)

    def _lift(self, rows: pd.DataFrame) -> pd.Series:
        others = rows["topic_decayed"] - rows["decayed"]
        shop = self.users["decayed"].sum() - rows["user_decayed"]
        expected = rows["user_decayed"] * others / shop
        prior = self.constant["lift_prior"]
        return (rows["decayed"] + prior) / (expected + prior)
