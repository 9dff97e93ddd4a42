"""A small warehouse, as a build would leave it, with numbers that can be worked out by hand.

Two users: ann knits (two days that count 1.5 and 0.5) and plays chess once; bob knits once.
Columns and types are those that the models' and seeds' YAML files document.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import yaml

ROOT = Path(__file__).parents[2]

HOSTILE_NAME = "Wool <script>alert('x')</script> [bold]50g[/bold] “Ünïcode”\nsecond line"

SETTINGS = {
    "min_audience_size": 2,
    "shop_name": "Test shop & sons",
    "currency": "EUR",
    "lookback_days": "730",
    "min_accepted_share": "0.5",
    "min_matched_products": "0.5",
    "min_fit_grade": "3",
    "half_life_days": "180",
    "horizon_days": "90",
    "min_confidence": "0.5",
    "min_profile_products": "1",
    "max_profile_topics": "10",
    "scoring.thin_topic_users": "20",
}

# Each table: the columns that its rows fill, and the rows.
TABLES: dict[str, tuple[str, list[str]]] = {
    "staging.stg_hobby__products": (
        "product_id, product_name, category_path, price_amount",
        [
            f"('wool', '{HOSTILE_NAME.replace(chr(39), chr(39) * 2)}', 'YARN', 5)",
            "('needles', 'Bamboo needles', 'YARN', 10)",
            "('board', 'Chess board', 'GAME', 30)",
            "('mug', 'Mug', 'KITCHEN', 4)",
        ],
    ),
    "staging.stg_hobby__events": (
        "event_id, user_id, product_id, event_at, event_date, event_type, event_weight, quantity, "
        "amount",
        [
            "('e1', 'ann', 'wool', '2022-12-20', '2022-12-20', 'purchase', 1, 2, 10)",
            "('e2', 'ann', 'needles', '2022-12-20', '2022-12-20', 'purchase', 1, 1, 10)",
            "('e3', 'ann', 'wool', '2022-06-30', '2022-06-30', 'purchase', 1, 1, 5)",
            "('e4', 'ann', 'board', '2022-12-30', '2022-12-30', 'purchase', 1, 1, 30)",
            "('e5', 'bob', 'wool', '2022-09-01', '2022-09-01', 'purchase', 1, 1, 5)",
        ],
    ),
    "marts.hobby__rejected_rows": (
        "input_table, outcome, reason, example_id, row_count",
        [
            "('events', 'accepted', 'accepted', 'e1', 5)",
            "('events', 'rejected', 'missing_user_id', 'e9', 1)",
            "('products', 'accepted', 'accepted', 'wool', 4)",
        ],
    ),
    "marts.hobby__taxonomy_health": (
        "measure, severity, measured_value, lowest_value, highest_value, is_healthy",
        [
            "('share_of_new_texts_far_from_memory', 'warn', 0.4, 0, 0.15, false)",
            "('share_of_new_texts_without_label', 'warn', 0.6, 0, 0.75, true)",
            "('mean_certainty_of_new_texts', 'warn', 0.12, 0.2, 1, false)",
        ],
    ),
    "marts.hobby__topics": (
        "topic_id, topic_name, kind, parent_topic_id, depth, topic_path, is_leaf, is_sensitive, "
        "label_count, product_count",
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
        "topic_id, user_count, event_count, spend_amount, share_of_events, trend_score, "
        "high_affinity_user_count, is_too_small",
        [
            "('t-yarn', 2, 4, 30, 0.8, 0, 0, false)",
            "('t-knit', 2, 4, 30, 0.8, 0, 0, false)",
            "('t-lace', 0, 0, 0, 0, 0, 0, true)",
            "('t-chess', 1, 1, 30, 0.2, 0, 0, true)",
        ],
    ),
    "marts.hobby__topic_ancestors": (
        "topic_id, ancestor_topic_id, distance",
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
        "product_id, topic_id, fit_grade, relevance, label, explanation, labeller",
        [
            "('wool', 't-knit', 5, 0.9, 'knitting', 'yarn', 'memory')",
            "('needles', 't-knit', 4, 0.8, 'knitting needles', 'tool', 'memory')",
            "('board', 't-chess', 5, 0.9, 'chess', 'board', 'embedded')",
        ],
    ),
    "marts.hobby__hobby_funnel": (
        "stage, stage_number, label_count, share_of_previous",
        [
            "('generated', 1, 1200, null)",
            "('accepted', 2, 900, 0.75)",
            "('merged', 3, 720, 0.8)",
            "('grouped', 4, 36, 0.05)",
        ],
    ),
    "marts.hobby__user_topic_scores": (
        "user_id, topic_id, event_count, product_count, active_day_count, active_month_count, "
        "decayed_day_count, spend_amount, spend_share, first_event_at, last_event_at, "
        "recency_days, tenure_days, recency_score, frequency_score, monetary_score, propensity, "
        "purchase_probability, audience_score, audience_rank, profile_score, identity_score",
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
        "user_id, profile_rank, topic_id, topic_name, topic_path, kind, also_names, confidence, "
        "identity_score, profile_score, product_count, event_count, spend_amount, spend_share, "
        "is_evergreen, is_ongoing, sample_product_id, sample_product_name, is_leaf, "
        "first_event_at, last_event_at",
        [
            "('ann', 1, 't-knit', 'Knitting', 'Yarn crafts > Knitting', 'activity', 'Wool', "
            "0.85, 0.9, 0.3572, 2, 3, 25, 0.454545, true, true, 'wool', "
            f"'{HOSTILE_NAME.replace(chr(39), chr(39) * 2)}', true, '2022-06-30', '2022-12-20')",
        ],
    ),
    "marts.hobby__user_personas": (
        "user_id, persona_id, persona_name, persona_rank, affinity, confidence, persona_source, "
        "is_labelled, topic_names, habit, product_count, event_count, sample_product_id, "
        "sample_product_name",
        [
            "('ann', 'crafters', 'Craft & <i>', 1, 0.61, 0.7, 'evidence', true, 'Knitting', null, "
            f"2, 3, 'wool', '{HOSTILE_NAME.replace(chr(39), chr(39) * 2)}')",
            "('ann', 'restockers', 'Regular Restockers', 2, 0.5, 0.5, 'evidence', true, null, "
            "'variety low', 0, 0, null, null)",
        ],
    ),
    "marts.hobby__topic_audiences": (
        "topic_id, user_id, audience_rank, event_count, product_count, spend_amount, "
        "audience_score, audience_percentile, last_event_at, affinity_band",
        [
            "('t-knit', 'ann', 1, 3, 2, 25, 0.340909, 0.75, '2022-12-20', 'high')",
            "('t-knit', 'bob', 2, 1, 1, 5, 0.1, 0.25, '2022-09-01', 'low')",
            "('t-chess', 'ann', 1, 1, 1, 30, 0.2, 0.5, '2022-12-30', 'medium')",
        ],
    ),
    "marts.hobby__collections": (
        "collection_id, collection_name, topic_count, product_count, audience_size, "
        "prospect_count, unmatched_member_count, is_too_small",
        ["('wool_lovers', 'Wool lovers', 3, 2, 2, 1, 0, true)"],
    ),
    "marts.hobby__collection_products": (
        "collection_id, product_id, reason_topic_id, relevance, is_hand_picked",
        [
            "('wool_lovers', 'wool', 't-knit', 0.9, false)",
            "('wool_lovers', 'needles', null, 1, true)",
        ],
    ),
    "marts.hobby__collection_audiences": (
        "collection_id, user_id, audience_type, audience_rank, reason_topic_id, "
        "reason_product_id, event_count, audience_score, related_topic_names, last_event_at, "
        "affinity_band",
        [
            "('wool_lovers', 'ann', 'engaged', 1, 't-knit', null, 3, 0.340909, "
            "null, '2022-12-20', 'high')",
            "('wool_lovers', 'bob', 'engaged', 2, 't-knit', null, 1, 0.1, "
            "null, '2022-09-01', 'low')",
            "('wool_lovers', 'zoe', 'prospect', 3, 't-lace', null, 0, 0.3, 'Lace & <b>', "
            "null, null)",
        ],
    ),
    "marts.hobby__user_recommendations": (
        "user_id, recommendation_rank, product_id, product_name, score, source, reason",
        ["('ann', 1, 'mug', 'Mug', 0.5, 'similar', 'because you bought Chess board')"],
    ),
    "marts.hobby__user_preferences": (
        "user_id, attribute, value, share, shop_share, lift, evidence_count, confidence",
        ["('ann', 'material', 'bamboo', 0.5, 0.2, 1.5, 3, 0.5)"],
    ),
    "marts.hobby__user_journeys": (
        "user_id, journey_id, journey_name, journey_keyword, keywords, stage, journey_rank, "
        "event_count, spend_amount, confidence, is_evergreen, is_seasonal, first_event_at, "
        "last_event_at, journey_score",
        [
            "('ann', 'j1', 'Wool <b>', 'wool <b>', 'wool', 'ongoing', 1, 3, 25, 0.6, true, false, "
            "'2022-06-30', '2022-12-20', 0.6)",
            "('bob', 'j2', 'Chess', 'chess', 'chess', 'ended', 1, 3, 5, 0.1, false, true, "
            "'2022-01-01', '2022-02-01', 0.1)",
        ],
    ),
    "marts.hobby__topic_prospects": (
        "topic_id, user_id, prospect_rank, related_topic_count, related_strength, propensity, "
        "purchase_probability, audience_score, profile_score",
        ["('t-lace', 'zoe', 1, 1, 0.5, -2, 0.1, 0.3, 0.1)"],
    ),
    "marts.hobby__user_collections": (
        "user_id, collection_id, collection_rank, reason_topic_id, collection_score",
        [
            "('ann', 'wool_lovers', 1, 't-knit', 0.3572)",
            "('bob', 'wool_lovers', 1, 't-knit', 0.1)",
        ],
    ),
    "engagement.int_hobby__user_totals": (
        "user_id, event_count, product_count, active_day_count, recency_days, tenure_days, "
        "spend_amount, decayed_day_count",
        [
            "('ann', 4, 3, 3, 0, 183, 55, 4.0)",
            "('bob', 1, 1, 1, 120, 0, 5, 1.0)",
        ],
    ),
    "engagement.int_hobby__topic_events": (
        "event_id, user_id, topic_id, product_id, amount, event_weight, decayed_weight, age_days, "
        "is_shown_product, event_date, event_at",
        [
            "('e1', 'ann', 't-knit', 'wool', 10, 1, 1.5, 10, true, '2022-12-20', '2022-12-20')",
            "('e2', 'ann', 't-knit', 'needles', 10, 1, 1.5, 10, true, '2022-12-20', '2022-12-20')",
            "('e3', 'ann', 't-knit', 'wool', 5, 1, 0.5, 183, true, '2022-06-30', '2022-06-30')",
            "('e4', 'ann', 't-chess', 'board', 30, 1, 1.0, 0, true, '2022-12-30', '2022-12-30')",
            "('e5', 'bob', 't-knit', 'wool', 5, 1, 1.0, 120, true, '2022-09-01', '2022-09-01')",
        ],
    ),
    "engagement.int_hobby__user_topic_scores": (
        "user_id, topic_id, event_count, product_count, active_day_count, recency_days, "
        "tenure_days, spend_amount, capped_spend_amount, decayed_day_count, spend_share, "
        "topic_user_count, expected_day_count, recency_score, frequency_score, monetary_score, "
        "position, audience_rank, propensity, purchase_probability, lift, lift_factor, "
        "repeat_factor, burst_factor, audience_score, profile_score, strong_product_count, "
        "expected_product_count, user_product_count, sure_product_count, active_month_count, "
        "reach, identity_product_lift, identity_log_odds, identity_score",
        [
            "('ann', 't-knit', 3, 2, 2, 10, 173, 25, 25, 2.0, 0.454545, 2, 0.4, 0.75, 0.75, 0.75, "
            "0.75, 1, -1.0, 0.3, 3.2857, 1.8127, 0.8333, 1, 0.340909, 0.357202, "
            "3, 1, 4, 2, 6, 0.5, 0.6931, 2.2, 0.9)",
            "('ann', 't-chess', 1, 1, 1, 0, 0, 30, 30, 1.0, 0.545455, 1, 0.0, 0.5, 0.5, 0.5, 0.5, "
            "1, -0.5, 0.3, 4.3333, 2.0817, 1, 0.5, 0.309524, 0.386988, "
            "1, 1, 4, 1, 1, 0, 0, -1.4, 0.2)",
            "('bob', 't-knit', 1, 1, 1, 120, 0, 5, 5, 1.0, 1, 2, 0.4, 0.25, 0.25, 0.25, 0.25, 2, "
            "-2.0, 0.1, 1.8571, 1.3628, 1, 0.5, 0.113636, 0.084436, "
            "1, 1, 1, 1, 1, 0.5, 0, -1.4, 0.2)",
        ],
    ),
    "engagement.int_hobby__user_topic_score_terms": (
        "user_id, topic_id, term, term_value, weight, contribution",
        [
            "('ann', 't-knit', 'active_days', 2, 0.5, 1)",
            "('ann', 't-knit', 'constant', 1, -1.25, -1.25)",
            "('ann', 't-knit', 'recency', 10, -0.1, -1)",
            "('ann', 't-knit', 'shop_level', 1, 0.25, 0.25)",
        ],
    ),
    "engagement.int_hobby__profile_confidences": (
        "user_id, topic_id, child_share, confidence",
        ["('ann', 't-knit', 0.5, 0.85)"],
    ),
    "reference.hobby__identity_weights": (
        "term, weight",
        ["('constant', -1.5)", "('product_lift', 2)"],
    ),
    "engagement.int_hobby__profile_places": (
        "user_id, topic_id, profile_rank, better_topic_id, place",
        [
            "('ann', 't-knit', 1, null, 'shown')",
            "('ann', 't-chess', null, null, 'too_few_products')",
            "('bob', 't-knit', null, null, 'too_few_products')",
        ],
    ),
}


EMPTY_TABLES: dict[str, tuple[str, list[str]]] = {
    "marts.hobby__hobby_funnel": (
        "stage, stage_number, label_count, share_of_previous",
        [
            "('generated', 1, 0, null)",
            "('accepted', 2, 0, null)",
            "('merged', 3, 0, null)",
            "('grouped', 4, 0, null)",
        ],
    ),
}


@cache
def documented_columns() -> dict[str, dict[str, str]]:
    """Name and type of the columns of each table whose types the YAML files document."""
    found = {}
    for path in sorted([*ROOT.glob("models/**/*.yml"), *ROOT.glob("seeds/**/*.yml")]):
        content = yaml.load(path.read_text(), yaml.CSafeLoader) or {}
        for table in [*content.get("models", []), *content.get("seeds", [])]:
            types = table.get("config", {}).get("column_types") or {
                column["name"]: column.get("data_type") for column in table.get("columns", [])
            }
            if types and all(types.values()):
                found[table["name"]] = types
    return found


def build_warehouse(path: Path, *, empty: bool = False) -> Path:
    """Write the warehouse; ``empty`` leaves what an empty shop has: settings and one day."""
    day = "1970-01-01" if empty else "2022-12-30"
    filled = {
        **(EMPTY_TABLES if empty else TABLES),
        "staging.stg_hobby__as_of": (
            "as_of_date, window_start_date",
            [f"('{day}', date '{day}' - 729)"],
        ),
        "marts.hobby__settings": (
            "setting, setting_value",
            [f"('hobby__{name}', '{value}')" for name, value in SETTINGS.items()],
        ),
    }
    with duckdb.connect(str(path)) as connection:
        for schema in ("staging", "marts", "engagement", "reference"):
            connection.execute(f"create schema {schema}")
        for name in {**TABLES, **filled}:
            documented = documented_columns()[name.partition(".")[2]]
            typed = ", ".join(f"{column} {kind}" for column, kind in documented.items())
            connection.execute(f"create table {name} ({typed})")
        for name, (columns, rows) in filled.items():
            connection.execute(f"insert into {name} ({columns}) values {', '.join(rows)}")
    return path


def change(path: Path, statement: str) -> None:
    """Run one statement on the warehouse, to break it."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(statement)
