"""Identity and the lines of profiles, as the descriptions of ``models/engagement`` say."""

from __future__ import annotations

from functools import cached_property

import pandas as pd

from tests.integration.recomputed.pairs import PAIR
from tests.integration.recomputed.scores import Scores, sigmoid

_ROUNDS = 5


class Profiles(Scores):
    """Which topics are known of a user, which of them are lines, in which order."""

    @cached_property
    def candidates(self) -> pd.DataFrame:
        fewest, least = self.value["min_profile_products"], self.value["min_confidence"]
        rows = self.identities[self.identities["strong"] >= fewest].copy()
        rows["parent"] = rows["topic_id"].map(self.topics["parent_topic_id"])
        child = rows.groupby(["user_id", "parent"])["strong"].max()
        child.index.names = PAIR
        share = rows.join(child.rename("of_child"), on=PAIR)["of_child"].fillna(0) / rows["strong"]
        rows["confidence"] = sigmoid(rows["log_odds"] - 2 * share**2).round(6)
        rows = rows[
            (rows["confidence"] >= least * self.constant["surest_line_discount"])
            & (
                rows["is_leaf"]
                | (
                    (rows["reach"] <= self.constant["max_profile_reach"])
                    & (rows["strong"] >= 2 * fewest)
                )
            )
        ].sort_values(
            ["confidence", "strong", "events", "spend", "last_at", "topic_id"],
            ascending=[False, False, False, False, False, True],
        )
        rows = rows.groupby("user_id").head(int(self.constant["max_profile_candidates"]))
        rows["place"] = rows.groupby("user_id").cumcount() + 1
        return rows[(rows["confidence"] >= least) | (rows["place"] == 1)]

    @cached_property
    def products(self) -> pd.DataFrame:
        """The products of candidates."""
        told = self.topic_events.groupby([*PAIR, "product_id"], as_index=False).agg(
            relevance=("relevance", "max"),
            is_sensitive=("is_sensitive", "max"),
            last_at=("event_at", "max"),
        )
        return told.merge(self.candidates[[*PAIR, "place", "products"]], on=PAIR)

    @cached_property
    def relatives(self) -> set[tuple[str, str, str]]:
        """User, surer topic and less sure topic that tell one interest."""
        above = self.read("from marts.hobby__topic_ancestors where distance > 0")
        alike = self.read("from taxonomy.int_hobby__topic_neighbours")
        related = {*zip(above["topic_id"], above["ancestor_topic_id"], strict=True)}
        related |= {*zip(alike["topic_id"], alike["neighbour_topic_id"], strict=True)}
        both = self.products.merge(self.products, on=["user_id", "product_id"])
        both = both[both["place_x"] < both["place_y"]]
        shared = both.groupby(["user_id", "topic_id_x", "topic_id_y"], as_index=False).agg(
            count=("product_id", "size"), x=("products_x", "first"), y=("products_y", "first")
        )
        shared = shared[
            shared["count"] > self.constant["shared_products"] * shared[["x", "y"]].min(axis=1)
        ]
        found = {*zip(shared["user_id"], shared["topic_id_x"], shared["topic_id_y"], strict=True)}
        for user, rows in self.candidates.groupby("user_id"):
            topics = rows.sort_values("place")["topic_id"].tolist()
            for place, better in enumerate(topics):
                found |= {
                    (user, better, lesser)
                    for lesser in topics[place + 1 :]
                    if (better, lesser) in related or (lesser, better) in related
                }
        return found

    @cached_property
    def kept(self) -> pd.DataFrame:
        """Candidates that nothing surer beats."""
        better: dict[tuple[str, str], set[str]] = {}
        for user, winner, loser in self.relatives:
            better.setdefault((user, loser), set()).add(winner)
        keep: set[tuple[str, str]] = set()
        for user, rows in self.candidates.groupby("user_id"):
            waiting = set(rows["topic_id"])
            for _ in range(_ROUNDS):
                won = {t for t in waiting if not better.get((user, t), set()) & waiting}
                keep |= {(user, topic) for topic in won}
                waiting = {t for t in waiting - won if not better.get((user, t), set()) & won}
        is_kept = [
            pair in keep for pair in self.candidates[PAIR].itertuples(index=False, name=None)
        ]
        return self.candidates[is_kept]

    @cached_property
    def lines(self) -> pd.DataFrame:
        rows = self.products.merge(self.kept[PAIR], on=PAIR)
        rows["is_own"] = rows["place"] == rows.groupby(["user_id", "product_id"])[
            "place"
        ].transform("min")
        rows["is_shown_own"] = rows["is_own"] & ~rows["is_sensitive"]
        sample = rows.sort_values(
            ["is_own", "is_sensitive", "relevance", "last_at", "product_id"],
            ascending=[False, True, False, False, True],
        ).drop_duplicates(PAIR)
        evidence = rows.groupby(PAIR)[["is_own", "is_shown_own"]].sum()
        evidence["sample_product_id"] = sample.set_index(PAIR)["product_id"]
        evidence = evidence[
            (evidence["is_own"] >= self.value["min_profile_products"])
            & (evidence["is_shown_own"] > 0)
        ]
        lines = self.kept.join(evidence, on=PAIR, how="inner").sort_values("place")
        path = lines["topic_id"].map(self.topics["topic_path"])
        lines["branch"] = path.str.split(" > ").str[0]
        step = lines.groupby(["user_id", "branch"]).cumcount()
        discount = self.constant["profile_similarity_discount"]
        lines["line_score"] = (lines["confidence"] * discount**step).round(6)
        lines = lines.sort_values(["line_score", "place"], ascending=[False, True])
        lines = lines.groupby("user_id").head(self.value["max_profile_topics"])
        lines["number"] = lines.groupby("user_id").cumcount()
        lines = lines.sort_values(["confidence", "number"], ascending=[False, True])
        lines["profile_rank"] = lines.groupby("user_id").cumcount() + 1
        return lines
