"""The columns of hobby__user_topic_scores, written by hand in Polars: what the SQL is measured by.

Run as ``python -m bench.polars_scores FOLDER OUT``: reads events.parquet and
product_topics.parquet of FOLDER and writes Parquet files to OUT. Same definitions as the SQL
models, for a flat tree, without their guards for odd input. Polars does not spill to disk, so
POLARS_PARTS (default 1) says into how many parts, of users and then of topics, to cut the work.
"""

from __future__ import annotations

import math
import os
import shutil
import sys
from pathlib import Path

import polars as pl

AS_OF = pl.date(2022, 12, 31)
HALF_LIFE, HORIZON, PRIOR, MAX_UNITS = 180.0, 90, 20.0, 10
UBIQUITY, LIFT_PRIOR, REPLENISHMENT, BURST = 0.75, 3.0, 0.3, 0.3
SAMPLED_USERS, TOPICS_PER_USER, RELATED_TOPICS = 50_000, 100, 20
SEEDS = Path(__file__).parents[1] / "seeds" / "reference"


COLUMNS = (
    "user_id topic_id event_count product_count active_day_count active_month_count"
    " decayed_day_count spend_amount spend_share first_event_at last_event_at recency_days"
    " tenure_days is_evergreen is_ongoing trend_score recency_score frequency_score"
    " monetary_score propensity purchase_probability audience_score audience_rank profile_score"
).split()
_SCORED = ("propensity", "purchase_probability", "profile_score")


def _log1p(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64).clip(lower_bound=0).log1p()


def _logit(share: pl.Expr) -> pl.Expr:
    return (share / (1.0 - share)).log()


def _sigmoid(value: pl.Expr) -> pl.Expr:
    return 1.0 / (1.0 + (-value).exp())


def _ratio(value: pl.Expr, divisor: pl.Expr) -> pl.Expr:
    return pl.when(divisor > 0).then(value / divisor).otherwise(0.0)


def part(name: str, parts: int, number: int) -> pl.Expr:
    """Rows of one part, by a hash of a key: what does not fit in memory is done part by part."""
    return pl.col(name).hash(0) % parts == number


def user_events(folder: Path, parts: int, number: int) -> pl.LazyFrame:
    """Events with age, decayed weight and the flag of a user's first event of a product."""
    age = (AS_OF - pl.col("event_date")).dt.total_days().cast(pl.Int32)
    amount, quantity = pl.col("amount").cast(pl.Float64), pl.col("quantity").cast(pl.Float64)
    capped = pl.when(quantity > MAX_UNITS).then(amount * MAX_UNITS / quantity).otherwise(amount)
    months = (2022 - pl.col("event_date").dt.year()) * 12 + 12 - pl.col("event_date").dt.month()
    events = pl.scan_parquet(folder / "events.parquet").filter(part("user_id", parts, number))
    return events.with_columns(
        age_days=age,
        amount=amount,
        capped_amount=capped,
        decayed_weight=pl.lit(0.5).pow(age / HALF_LIFE) * pl.col("event_weight").cast(pl.Float64),
        month_bit=pl.lit(2, dtype=pl.Int64).pow(months.cast(pl.UInt32)),
        is_first_of_product=pl.struct("user_id", "product_id").is_first_distinct(),
    )


def user_topics(events: pl.LazyFrame, folder: Path) -> pl.LazyFrame:
    """One row per user and topic, by way of days."""
    topics = pl.scan_parquet(folder / "product_topics.parquet").select("product_id", "topic_id")
    days = (
        events.join(topics, on="product_id")
        .group_by("user_id", "topic_id", "event_date")
        .agg(
            pl.len().alias("event_count"),
            pl.col("is_first_of_product").sum().alias("product_count"),
            pl.col("amount").sum().alias("spend_amount"),
            pl.col("capped_amount").sum().alias("capped_spend_amount"),
            pl.col("decayed_weight").max(),
            pl.col("age_days").max(),
            pl.col("month_bit").max(),
            pl.col("event_at").min().alias("first_event_at"),
            pl.col("event_at").max().alias("last_event_at"),
        )
    )
    return (
        days.group_by("user_id", "topic_id")
        .agg(
            pl.col("event_count").sum(),
            pl.col("product_count").sum(),
            pl.len().alias("active_day_count"),
            pl.col("month_bit").bitwise_or().bitwise_count_ones().alias("active_month_count"),
            pl.col("spend_amount").sum().round(4),
            pl.col("capped_spend_amount").sum().round(4),
            pl.col("decayed_weight").sum().alias("decayed_day_count"),
            pl.col("age_days").min().alias("recency_days"),
            pl.col("age_days").max().alias("oldest_days"),
            pl.col("first_event_at").min(),
            pl.col("last_event_at").max(),
        )
        .with_columns(tenure_days=pl.col("oldest_days") - pl.col("recency_days"))
    )


def user_totals(events: pl.LazyFrame) -> pl.LazyFrame:
    """One row per user over all products."""
    return (
        events.group_by("user_id", "event_date")
        .agg(
            pl.col("capped_amount").sum(),
            pl.col("decayed_weight").max(),
            pl.col("age_days").max(),
        )
        .group_by("user_id")
        .agg(
            pl.len().alias("user_days"),
            pl.col("capped_amount").sum().alias("user_spend"),
            pl.col("decayed_weight").sum().alias("user_decayed"),
            (pl.col("age_days").max() - pl.col("age_days").min()).alias("user_tenure"),
            (pl.col("age_days") < HORIZON).sum().alias("user_recent"),
        )
    )


def with_state(topics: pl.LazyFrame, totals: pl.LazyFrame) -> pl.LazyFrame:
    """Adds share of spend, evergreen, ongoing and trend."""
    gap = pl.max_horizontal(
        pl.lit(30.0),
        _ratio(pl.col("tenure_days"), pl.col("active_day_count").cast(pl.Int64) - 1),
        _ratio(pl.col("user_tenure"), pl.col("user_days").cast(pl.Int64) - 1),
    )
    months = pl.col("active_month_count").cast(pl.Int64) - 1
    return topics.join(totals, on="user_id").with_columns(
        spend_share=_ratio(pl.col("capped_spend_amount"), pl.col("user_spend")).round(6),
        is_evergreen=(pl.col("tenure_days") >= 180) & (pl.col("tenure_days") <= months * 120),
        is_ongoing=pl.col("recency_days") <= 3 * gap,
        trend_score=(
            pl.col("decayed_day_count") / pl.col("active_day_count")
            - pl.col("user_decayed") / pl.col("user_days")
        ).round(6),
    )


def topic_totals(topics: pl.LazyFrame, users: int) -> pl.DataFrame:
    """What the scorecard knows of each topic."""
    old, recent = pl.col("oldest_days") >= HORIZON, pl.col("recency_days") < HORIZON
    totals = (
        topics.group_by("topic_id")
        .agg(
            pl.len().alias("n"),
            old.sum().alias("earlier"),
            (old & recent).sum().alias("back"),
            pl.col("capped_spend_amount").sum().alias("spend"),
            pl.col("decayed_day_count").sum().alias("topic_decayed"),
        )
        .collect(engine="streaming")
    )
    repeat = (totals["back"].sum() + 1.0) / (totals["earlier"].sum() + 4.0)
    mean = totals["spend"].sum() / max(totals["n"].sum(), 1)
    repeat_share = (pl.col("back") + PRIOR * repeat) / (pl.col("earlier") + PRIOR)
    new_share = (pl.col("n") - pl.col("earlier") + 0.5) / (users - pl.col("earlier") + 1.0)
    return totals.select(
        "topic_id",
        pl.col("n").alias("topic_user_count"),
        "topic_decayed",
        _logit((pl.col("n") + 0.5) / (users + 1.0)).alias("topic_reach"),
        _logit(new_share).alias("topic_new"),
        _logit(repeat_share).alias("topic_repeat"),
        ((pl.col("spend") + PRIOR * mean) / (pl.col("n") + PRIOR)).alias("mean_spend"),
    )


def topic_relations(topics: pl.LazyFrame, users: int) -> pl.DataFrame:
    """Nearest topics of each topic, by the users of a sample they share beyond chance."""
    sampled = pl.col("user_id").hash(1) % 1_000_003 < 1_000_003 * SAMPLED_USERS / users
    strongest = (
        topics.filter(sampled)
        .select("user_id", "topic_id", "decayed_day_count")
        .sort("decayed_day_count", descending=True)
        .group_by("user_id", maintain_order=True)
        .head(TOPICS_PER_USER)
        .select("user_id", "topic_id")
        .collect(engine="streaming")
    )
    count = strongest["user_id"].n_unique()
    sizes = strongest.group_by("topic_id").agg(pl.len().cast(pl.Float64).alias("size"))
    others = strongest.rename({"topic_id": "related_topic_id"})
    product = pl.col("size") * pl.col("related_size")
    return (
        strongest.lazy()
        .join(others.lazy(), on="user_id")
        .filter(pl.col("topic_id") != pl.col("related_topic_id"))
        .group_by("topic_id", "related_topic_id")
        .agg(pl.len().alias("shared"))
        .join(sizes.lazy(), on="topic_id")
        .join(
            sizes.lazy().rename({"topic_id": "related_topic_id", "size": "related_size"}),
            on="related_topic_id",
        )
        .with_columns(similarity=(pl.col("shared") - product / count) / (product.sqrt() + 5.0))
        .filter(pl.col("similarity") > 0)
        .sort("similarity", descending=True)
        .group_by("topic_id", maintain_order=True)
        .head(RELATED_TOPICS)
        .select("topic_id", "related_topic_id", "similarity")
        .collect(engine="streaming")
    )


def related_strengths(topics: pl.LazyFrame, relations: pl.DataFrame) -> pl.LazyFrame:
    """What a user's topics say of each other."""
    own = topics.select("user_id", "topic_id")
    others = topics.select(
        "user_id",
        pl.col("topic_id").alias("related_topic_id"),
        _log1p("decayed_day_count").alias("log_days"),
    )
    return (
        own.join(relations.lazy(), on="topic_id")
        .join(others, on=["user_id", "related_topic_id"])
        .group_by("user_id", "topic_id")
        .agg((pl.col("similarity") * pl.col("log_days")).sum().alias("related_strength"))
    )


def with_propensity(
    topics: pl.LazyFrame, totals: pl.DataFrame, relations: pl.DataFrame, shop_decayed: float
) -> pl.LazyFrame:
    """Adds the weighted sum of the scorecard's terms, and the days expected in the topic."""
    others = pl.col("topic_decayed") - pl.col("decayed_day_count")
    breadth = topics.group_by("user_id").agg(pl.len().log().alias("user_topics"))
    seed = pl.read_csv(SEEDS / "hobby__score_weights.csv")
    seed = seed.filter(pl.col("audience_type") == "engaged")
    weights = dict(zip(seed["term"], seed["weight"], strict=True))
    columns = {
        "active_days": _log1p("active_day_count"),
        "decayed_days": _log1p("decayed_day_count"),
        "decayed_days_by_topic_new": _log1p("decayed_day_count") * pl.col("topic_new"),
        "relative_spend": (pl.col("capped_spend_amount") / pl.col("mean_spend")).log1p(),
        "spend_share": pl.col("spend_share").sqrt(),
        "recency": _log1p("recency_days"),
        "tenure": _log1p("tenure_days"),
        "recent_user_days": _log1p("user_recent"),
        "related_topics": pl.col("related_strength").fill_null(0.0).log1p(),
    }
    weighted = pl.lit(weights.pop("constant"))
    for term, weight in weights.items():
        weighted = weighted + weight * columns.get(term, pl.col(term))
    return (
        topics.join(totals.lazy(), on="topic_id")
        .join(breadth, on="user_id")
        .join(related_strengths(topics, relations), on=["user_id", "topic_id"], how="left")
        .with_columns(
            propensity=weighted,
            expected_day_count=_ratio(
                pl.col("user_decayed") * others, shop_decayed - pl.col("user_decayed")
            ),
        )
        .drop(
            "user_topics",
            "user_recent",
            "related_strength",
            "topic_reach",
            "topic_new",
            "topic_repeat",
            "topic_decayed",
        )
    )


def level_shift(scored: pl.LazyFrame) -> float:
    """Shift of all propensities to the level at which people of this shop come back."""
    old, recent = pl.col("oldest_days") >= HORIZON, pl.col("recency_days") < HORIZON
    pairs, earlier, back, expected = (
        scored.select(
            pairs=pl.len(),
            earlier=old.sum(),
            back=(old & recent).sum(),
            expected=_sigmoid(pl.col("propensity")).sum(),
        )
        .collect(engine="streaming")
        .row(0)
    )

    def logit(share: float) -> float:
        return math.log(share / (1.0 - share))

    high, low = (back + 1.0) / (earlier + 4.0), (back + 1.0) / (pairs + 4.0)
    return (logit(high) + logit(low)) / 2.0 - logit((expected + 1.0) / (pairs + 4.0))


def with_probability(scored: pl.LazyFrame, shift: float) -> pl.LazyFrame:
    """Adds purchase probability and profile score."""
    lookup = pl.read_csv(SEEDS / "hobby__probability_lookup.csv")
    lookup = lookup.filter(pl.col("audience_type") == "engaged").drop("audience_type")
    place = pl.col("propensity").clip(-10.0, 5.999) * 4.0
    slope = pl.col("probability_to") - pl.col("probability_from")
    lift = (pl.col("decayed_day_count") + LIFT_PRIOR) / (pl.col("expected_day_count") + LIFT_PRIOR)
    repeats = 1.0 - pl.col("product_count") / pl.col("event_count")
    burst = pl.when(pl.col("active_day_count") == 1).then(1.0 - BURST).otherwise(1.0)
    variety = (1.0 - REPLENISHMENT * repeats) * burst
    return (
        scored.with_columns(propensity=(pl.col("propensity") + shift).round(6))
        .with_columns(propensity_bin=place.floor().cast(pl.Int64))
        .join(lookup.lazy(), on="propensity_bin")
        .with_columns(
            purchase_probability=(
                pl.col("probability_from") + slope * (place - pl.col("propensity_bin"))
            ).round(6),
            profile_score=_sigmoid(
                pl.col("propensity") + UBIQUITY * lift.log() + variety.log()
            ).round(6),
        )
        .select(*COLUMNS[:16], "capped_spend_amount", "topic_user_count", *_SCORED)
    )


def with_standings(scored: pl.DataFrame) -> pl.DataFrame:
    """Adds the percentiles among a topic's users, the audience score and rank."""

    def percentile(name: str, *, descending: bool = False) -> pl.Expr:
        rank = pl.col(name).rank("average", descending=descending).over("topic_id")
        return (rank - 0.5) / pl.col("topic_user_count")

    users = pl.col("topic_user_count")
    order = scored.select("topic_id", "propensity", "user_id").with_row_index("row")
    order = order.sort("topic_id", "propensity", "user_id", descending=[False, True, False])
    order = order.select("row", audience_rank=pl.int_range(1, pl.len() + 1).over("topic_id"))
    return scored.with_columns(
        order.sort("row")["audience_rank"],
        recency_score=percentile("recency_days", descending=True).round(6),
        frequency_score=percentile("decayed_day_count").round(6),
        monetary_score=percentile("capped_spend_amount").round(6),
        audience_score=(
            (users * percentile("propensity") + PRIOR * pl.col("purchase_probability"))
            / (users + PRIOR)
        ).round(6),
    )


def main(folder: Path, out: Path) -> None:
    """Reads the two inputs from a folder and writes the scores, part by part, to another."""
    parts, users, shop_decayed = int(os.environ.get("POLARS_PARTS", "1")), 0, 0.0
    work = folder / "polars"
    for path in (work, out):
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
    for number in range(parts):
        events = user_events(folder, parts, number)
        totals = user_totals(events).collect(engine="streaming")
        users += totals.height
        shop_decayed += totals["user_decayed"].sum()
        topics = with_state(user_topics(events, folder), totals.lazy())
        topics.collect(engine="streaming").write_parquet(work / f"{number}.parquet")
    every = [pl.scan_parquet(work / f"{number}.parquet") for number in range(parts)]
    totals = topic_totals(pl.concat(every), users)
    relations = topic_relations(pl.concat(every), users)
    for number, topics in enumerate(every):
        scored = with_propensity(topics, totals, relations, shop_decayed)
        scored.collect(engine="streaming").write_parquet(work / f"scored_{number}.parquet")
    scored_parts = pl.scan_parquet(work / "scored_*.parquet")
    shift = level_shift(scored_parts)
    for number in range(parts):
        of_part = scored_parts.filter(part("topic_id", parts, number))
        ready = with_probability(of_part, shift).collect(engine="streaming")
        with_standings(ready).select(COLUMNS).write_parquet(out / f"{number}.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
