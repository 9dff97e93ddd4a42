"""A small warehouse, as a build would leave it, with numbers that can be worked out by hand.

Two users: ann knits (two days that count 1.5 and 0.5) and plays chess once; bob knits once.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

HOSTILE_NAME = "Wool <script>alert('x')</script> [bold]50g[/bold] “Ünïcode”\nsecond line"

SETTINGS = {
    "shop_name": "Test shop & sons",
    "lookback_days": "730",
    "min_fit_grade": "3",
    "half_life_days": "180",
    "horizon_days": "90",
    "min_confidence": "0.5",
    "min_profile_products": "1",
    "max_profile_topics": "10",
    "scoring.thin_topic_users": "20",
}

# Each table: its columns with types, and its rows.
TABLES: dict[str, tuple[str, list[str]]] = {
    "staging.stg_hobby__products": (
        "product_id varchar, product_name varchar, category_path varchar, "
        "price_amount decimal(18, 4)",
        [
            f"('wool', '{HOSTILE_NAME.replace(chr(39), chr(39) * 2)}', 'YARN', 5)",
            "('needles', 'Bamboo needles', 'YARN', 10)",
            "('board', 'Chess board', 'GAME', 30)",
            "('mug', 'Mug', 'KITCHEN', 4)",
        ],
    ),
    "staging.stg_hobby__events": (
        "event_id varchar, user_id varchar, product_id varchar, event_at timestamp, "
        "event_date date, event_type varchar, event_weight double, quantity decimal(18, 4), "
        "amount decimal(18, 4)",
        [
            "('e1', 'ann', 'wool', '2022-12-20', '2022-12-20', 'purchase', 1, 2, 10)",
            "('e2', 'ann', 'needles', '2022-12-20', '2022-12-20', 'purchase', 1, 1, 10)",
            "('e3', 'ann', 'wool', '2022-06-30', '2022-06-30', 'purchase', 1, 1, 5)",
            "('e4', 'ann', 'board', '2022-12-30', '2022-12-30', 'purchase', 1, 1, 30)",
            "('e5', 'bob', 'wool', '2022-09-01', '2022-09-01', 'purchase', 1, 1, 5)",
        ],
    ),
    "marts.hobby__rejected_rows": (
        "input_table varchar, outcome varchar, reason varchar, example_id varchar, "
        "row_count bigint",
        [
            "('events', 'accepted', 'accepted', 'e1', 5)",
            "('events', 'rejected', 'missing_user_id', 'e9', 1)",
            "('products', 'accepted', 'accepted', 'wool', 4)",
        ],
    ),
    "marts.hobby__taxonomy_health": (
        "measure varchar, severity varchar, measured_value double, lowest_value double, "
        "highest_value double, is_healthy boolean",
        [
            "('share_of_new_texts_far_from_memory', 'warn', 0.4, 0, 0.15, false)",
            "('share_of_new_texts_without_label', 'warn', 0.6, 0, 0.75, true)",
            "('mean_certainty_of_new_texts', 'warn', 0.12, 0.2, 1, false)",
        ],
    ),
    "marts.hobby__topics": (
        "topic_id varchar, topic_name varchar, kind varchar, parent_topic_id varchar, depth int, "
        "topic_path varchar, is_leaf boolean, is_sensitive boolean, label_count bigint, "
        "product_count bigint",
        [
            "('t-yarn', 'Yarn crafts', 'activity', null, 1, 'Yarn crafts', false, false, 3, 2)",
            "('t-knit', 'Knitting', 'activity', 't-yarn', 2, 'Yarn crafts > Knitting', true, "
            "false, 2, 2)",
            "('t-lace', 'Lace & <b>', 'activity', 't-yarn', 2, 'Yarn crafts > Lace & <b>', true, "
            "false, 1, 1)",
            "('t-chess', 'Chess', 'activity', null, 1, 'Chess', true, false, 1, 1)",
        ],
    ),
    "marts.hobby__topic_summary": (
        "topic_id varchar, user_count bigint, event_count bigint, spend_amount decimal(38, 4), "
        "share_of_events double, trend_score double, high_affinity_user_count bigint, "
        "is_too_small boolean",
        [
            "('t-yarn', 2, 4, 30, 0.8, 0, 0, false)",
            "('t-knit', 2, 4, 30, 0.8, 0, 0, false)",
            "('t-lace', 0, 0, 0, 0, 0, 0, true)",
            "('t-chess', 1, 1, 30, 0.2, 0, 0, true)",
        ],
    ),
    "marts.hobby__topic_ancestors": (
        "topic_id varchar, ancestor_topic_id varchar, distance int",
        [
            "('t-yarn', 't-yarn', 0)",
            "('t-knit', 't-knit', 0)",
            "('t-knit', 't-yarn', 1)",
            "('t-lace', 't-lace', 0)",
            "('t-lace', 't-yarn', 1)",
            "('t-chess', 't-chess', 0)",
        ],
    ),
    "marts.hobby__product_topics": (
        "product_id varchar, topic_id varchar, fit_grade int, relevance double, label varchar, "
        "explanation varchar, labeller varchar",
        [
            "('wool', 't-knit', 5, 0.9, 'knitting', 'yarn', 'memory')",
            "('needles', 't-knit', 4, 0.8, 'knitting needles', 'tool', 'memory')",
            "('board', 't-chess', 5, 0.9, 'chess', 'board', 'embedded')",
        ],
    ),
    "marts.hobby__hobby_funnel": (
        "stage varchar, stage_number int, label_count bigint, share_of_previous double",
        [
            "('generated', 1, 1200, null)",
            "('accepted', 2, 900, 0.75)",
            "('merged', 3, 720, 0.8)",
            "('grouped', 4, 36, 0.05)",
        ],
    ),
    "marts.hobby__user_topic_scores": (
        "user_id varchar, topic_id varchar, event_count bigint, product_count bigint, "
        "active_day_count bigint, active_month_count bigint, decayed_day_count decimal(38, 9), "
        "spend_amount decimal(38, 4), spend_share double, first_event_at timestamp, "
        "last_event_at timestamp, recency_days int, tenure_days int, recency_score double, "
        "frequency_score double, monetary_score double, propensity double, "
        "purchase_probability double, audience_score double, audience_rank bigint, "
        "profile_score double, identity_score double",
        [
            "('ann', 't-knit', 3, 2, 2, 2, 2.0, 25, 0.454545, '2022-06-30', '2022-12-20', 10, "
            "173, 0.75, 0.75, 0.75, -1.0, 0.3, 0.340909, 1, 0.357202, 0.9)",
            "('ann', 't-chess', 1, 1, 1, 1, 1.0, 30, 0.545455, '2022-12-30', '2022-12-30', 0, 0, "
            "0.5, 0.5, 0.5, -0.5, 0.3, 0.2, 1, 0.2, 0.2)",
            "('bob', 't-knit', 1, 1, 1, 1, 1.0, 5, 1, '2022-09-01', '2022-09-01', 120, 0, 0.25, "
            "0.25, 0.25, -2.0, 0.1, 0.1, 2, 0.1, 0.2)",
        ],
    ),
    "marts.hobby__user_profiles": (
        "user_id varchar, profile_rank bigint, topic_id varchar, topic_name varchar, "
        "topic_path varchar, kind varchar, also_names varchar, confidence double, "
        "identity_score double, profile_score double, "
        "product_count bigint, event_count bigint, spend_amount decimal(38, 4), "
        "spend_share double, is_evergreen boolean, is_ongoing boolean, "
        "sample_product_id varchar, sample_product_name varchar, is_leaf boolean, "
        "first_event_at timestamp, last_event_at timestamp",
        [
            "('ann', 1, 't-knit', 'Knitting', 'Yarn crafts > Knitting', 'activity', 'Wool', "
            "0.85, 0.9, 0.3572, 2, 3, 25, 0.454545, true, true, 'wool', "
            f"'{HOSTILE_NAME.replace(chr(39), chr(39) * 2)}', true, '2022-06-30', '2022-12-20')",
        ],
    ),
    "marts.hobby__topic_audiences": (
        "topic_id varchar, user_id varchar, audience_rank bigint, event_count bigint, "
        "product_count bigint, spend_amount decimal(38, 4), audience_score double, "
        "audience_percentile double, last_event_at timestamp",
        [
            "('t-knit', 'ann', 1, 3, 2, 25, 0.340909, 0.75, '2022-12-20')",
            "('t-knit', 'bob', 2, 1, 1, 5, 0.1, 0.25, '2022-09-01')",
            "('t-chess', 'ann', 1, 1, 1, 30, 0.2, 0.5, '2022-12-30')",
        ],
    ),
    "marts.hobby__collections": (
        "collection_id varchar, collection_name varchar, topic_count bigint, "
        "product_count bigint, audience_size bigint, prospect_count bigint, "
        "unmatched_member_count bigint, is_too_small boolean",
        ["('wool_lovers', 'Wool lovers', 3, 2, 2, 1, 0, true)"],
    ),
    "marts.hobby__collection_products": (
        "collection_id varchar, product_id varchar, reason_topic_id varchar, relevance double, "
        "is_hand_picked boolean",
        [
            "('wool_lovers', 'wool', 't-knit', 0.9, false)",
            "('wool_lovers', 'needles', null, 1, true)",
        ],
    ),
    "marts.hobby__collection_audiences": (
        "collection_id varchar, user_id varchar, audience_type varchar, audience_rank bigint, "
        "reason_topic_id varchar, reason_product_id varchar, event_count bigint, "
        "audience_score double, last_event_at timestamp",
        [
            "('wool_lovers', 'ann', 'engaged', 1, 't-knit', null, 3, 0.340909, '2022-12-20')",
            "('wool_lovers', 'bob', 'engaged', 2, 't-knit', null, 1, 0.1, '2022-09-01')",
            "('wool_lovers', 'zoe', 'prospect', 3, 't-lace', null, 0, 0.3, null)",
        ],
    ),
    "marts.hobby__topic_prospects": (
        "topic_id varchar, user_id varchar, prospect_rank bigint, related_topic_count bigint, "
        "related_strength double, propensity double, purchase_probability double, "
        "audience_score double, profile_score double",
        ["('t-lace', 'zoe', 1, 1, 0.5, -2, 0.1, 0.3, 0.1)"],
    ),
    "marts.hobby__user_collections": (
        "user_id varchar, collection_id varchar, collection_rank bigint, reason_topic_id varchar, "
        "collection_score double",
        [
            "('ann', 'wool_lovers', 1, 't-knit', 0.3572)",
            "('bob', 'wool_lovers', 1, 't-knit', 0.1)",
        ],
    ),
    "engagement.int_hobby__user_totals": (
        "user_id varchar, event_count bigint, product_count bigint, active_day_count bigint, "
        "recency_days int, tenure_days int, spend_amount decimal(38, 4), "
        "decayed_day_count decimal(38, 9)",
        [
            "('ann', 4, 3, 3, 0, 183, 55, 4.0)",
            "('bob', 1, 1, 1, 120, 0, 5, 1.0)",
        ],
    ),
    "engagement.int_hobby__topic_events": (
        "event_id varchar, user_id varchar, topic_id varchar, product_id varchar, "
        "amount decimal(18, 4), event_weight double, decayed_weight decimal(18, 9), age_days int, "
        "is_shown_product boolean, event_date date, event_at timestamp",
        [
            "('e1', 'ann', 't-knit', 'wool', 10, 1, 1.5, 10, true, '2022-12-20', '2022-12-20')",
            "('e2', 'ann', 't-knit', 'needles', 10, 1, 1.5, 10, true, '2022-12-20', '2022-12-20')",
            "('e3', 'ann', 't-knit', 'wool', 5, 1, 0.5, 183, true, '2022-06-30', '2022-06-30')",
            "('e4', 'ann', 't-chess', 'board', 30, 1, 1.0, 0, true, '2022-12-30', '2022-12-30')",
            "('e5', 'bob', 't-knit', 'wool', 5, 1, 1.0, 120, true, '2022-09-01', '2022-09-01')",
        ],
    ),
    "engagement.int_hobby__user_topic_scores": (
        "user_id varchar, topic_id varchar, event_count bigint, product_count bigint, "
        "active_day_count bigint, recency_days int, tenure_days int, "
        "spend_amount decimal(38, 4), capped_spend_amount decimal(38, 4), "
        "decayed_day_count decimal(38, 9), spend_share double, topic_user_count bigint, "
        "expected_day_count double, recency_score double, frequency_score double, "
        "monetary_score double, position double, audience_rank bigint, propensity double, "
        "purchase_probability double, lift double, lift_factor double, repeat_factor double, "
        "burst_factor double, audience_score double, profile_score double, "
        "strong_product_count bigint, expected_product_count double, user_product_count bigint, "
        "discovery_day_count bigint, identity_product_lift double, identity_log_odds double, "
        "identity_score double",
        [
            "('ann', 't-knit', 3, 2, 2, 10, 173, 25, 25, 2.0, 0.454545, 2, 0.4, 0.75, 0.75, 0.75, "
            "0.75, 1, -1.0, 0.3, 3.2857, 1.8127, 0.8333, 1, 0.340909, 0.357202, "
            "3, 1, 4, 2, 0.6931, 2.2, 0.9)",
            "('ann', 't-chess', 1, 1, 1, 0, 0, 30, 30, 1.0, 0.545455, 1, 0.0, 0.5, 0.5, 0.5, 0.5, "
            "1, -0.5, 0.3, 4.3333, 2.0817, 1, 0.5, 0.309524, 0.386988, "
            "1, 1, 4, 1, 0, -1.4, 0.2)",
            "('bob', 't-knit', 1, 1, 1, 120, 0, 5, 5, 1.0, 1, 2, 0.4, 0.25, 0.25, 0.25, 0.25, 2, "
            "-2.0, 0.1, 1.8571, 1.3628, 1, 0.5, 0.113636, 0.084436, "
            "1, 1, 1, 1, 0, -1.4, 0.2)",
        ],
    ),
    "engagement.int_hobby__user_topic_score_terms": (
        "user_id varchar, topic_id varchar, term varchar, term_value double, weight double, "
        "contribution double",
        [
            "('ann', 't-knit', 'active_days', 2, 0.5, 1)",
            "('ann', 't-knit', 'constant', 1, -1.25, -1.25)",
            "('ann', 't-knit', 'recency', 10, -0.1, -1)",
            "('ann', 't-knit', 'shop_level', 1, 0.25, 0.25)",
        ],
    ),
    "engagement.int_hobby__profile_confidences": (
        "user_id varchar, topic_id varchar, child_share double, confidence double",
        ["('ann', 't-knit', 0.5, 0.85)"],
    ),
    "reference.hobby__identity_weights": (
        "term varchar, weight double",
        ["('constant', -1.5)", "('product_lift', 2)"],
    ),
    "engagement.int_hobby__profile_places": (
        "user_id varchar, topic_id varchar, profile_rank bigint, better_topic_id varchar, "
        "place varchar",
        [
            "('ann', 't-knit', 1, null, 'shown')",
            "('ann', 't-chess', null, null, 'too_few_products')",
            "('bob', 't-knit', null, null, 'too_few_products')",
        ],
    ),
}


def build_warehouse(path: Path, *, empty: bool = False) -> Path:
    """Write the warehouse; ``empty`` leaves what an empty shop has: settings and one day."""
    with duckdb.connect(str(path)) as connection:
        for schema in ("staging", "marts", "engagement", "reference"):
            connection.execute(f"create schema {schema}")
        for name, (columns, rows) in TABLES.items():
            connection.execute(f"create table {name} ({columns})")
            if not empty:
                connection.execute(f"insert into {name} values {', '.join(rows)}")
        if empty:
            connection.execute(
                "insert into marts.hobby__hobby_funnel values ('generated', 1, 0, null), "
                "('accepted', 2, 0, null), ('merged', 3, 0, null), ('grouped', 4, 0, null)"
            )
        day = "1970-01-01" if empty else "2022-12-30"
        connection.execute(
            f"create table staging.stg_hobby__as_of as select date '{day}' as as_of_date, "
            f"date '{day}' - 729 as window_start_date"
        )
        connection.execute(
            "create table marts.hobby__settings (setting varchar, setting_value varchar)"
        )
        connection.executemany(
            "insert into marts.hobby__settings values (?, ?)",
            [(f"hobby__{name}", value) for name, value in SETTINGS.items()],
        )
    return path


def change(path: Path, statement: str) -> None:
    """Run one statement on the warehouse, to break it."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
