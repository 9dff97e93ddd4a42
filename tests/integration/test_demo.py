"""The demo shop: it builds green, and its marts are what people were promised."""

from __future__ import annotations

import re

import pytest

from .conftest import ROOT

pytestmark = pytest.mark.slow

PUBLIC_TABLES = {
    "hobby__topics": "topic_id topic_name kind parent_topic_id depth topic_path is_leaf "
    "is_sensitive label_count product_count",
    "hobby__topic_summary": "topic_id user_count event_count spend_amount share_of_events "
    "trend_score high_affinity_user_count",
    "hobby__topic_ancestors": "topic_id ancestor_topic_id distance",
    "hobby__product_topics": "product_id topic_id fit_grade relevance label explanation labeller",
    "hobby__user_topic_scores": "user_id topic_id event_count product_count active_month_count "
    "spend_amount spend_share first_event_at last_event_at recency_days tenure_days recency_score "
    "frequency_score monetary_score audience_score audience_rank profile_score affinity_band",
    "hobby__user_profiles": "user_id profile_rank topic_id topic_name topic_path profile_score",
    "hobby__product_keywords": "product_id keyword salience source",
    "hobby__keyword_neighbours": "keyword neighbour_keyword cosine",
    "hobby__product_neighbours": "product_id neighbour_product_id context weight",
    "hobby__user_preferences": "user_id attribute value share lift evidence_count confidence",
    "hobby__user_recommendations": "user_id recommendation_rank product_id score source reason",
    "hobby__product_recommendations": "product_id context recommendation_rank other_product_id "
    "score",
    "hobby__collection_order": "user_id collection_id product_id product_rank",
    "hobby__product_attributes": "product_id attribute value confidence source",
    "hobby__user_journeys": "user_id journey_id journey_name journey_rank journey_score confidence "
    "stage keywords first_event_at last_event_at event_count product_count",
    "hobby__journey_events": "event_id user_id journey_id product_id event_at",
    "hobby__journey_expansions": "journey_keyword expansion_rank expansion_keyword product_id",
    "hobby__journey_health": "failure failure_rate",
    "hobby__topic_audiences": "topic_id user_id audience_rank audience_score audience_percentile",
    "hobby__collections": "collection_id collection_name topic_count product_count audience_size",
    "hobby__collection_products": "collection_id product_id relevance",
    "hobby__collection_audiences": "collection_id user_id audience_rank audience_score "
    "reason_topic_id",
    "hobby__campaign_audiences": "campaign_id user_id affinity_band reason_topic_id is_holdout "
    "is_suppressed",
    "hobby__campaign_sizes": "campaign_id size_of item affinity_from user_count sendable_count",
    "hobby__audience_overlap": "audience_id other_audience_id shared_user_count",
    "hobby__users": "user_id has_profile event_count spend_amount top_topic_id",
    "hobby__products": "product_id product_name price_amount topic_count",
    "hobby__topic_products": "topic_id product_id product_rank",
    "hobby__topic_months": "topic_id month_date user_count new_user_count event_count "
    "spend_amount seasonal_growth",
    "hobby__audience_history": "topic_id month_date user_count joined_count left_count",
    "hobby__user_collections": "user_id collection_id collection_rank collection_score",
    "hobby__hobby_funnel": "stage label_count share_of_previous",
    "hobby__llm_calls": "purpose model prompt_version input_tokens output_tokens cost_usd status "
    "called_at",
    "hobby__rejected_rows": "input_table reason row_count",
    "hobby__taxonomy_health": "",
}


def test_demo_builds_without_error_or_warning(demo):
    assert demo.returncode == 0, demo.output[-6000:]
    assert " WARN=0 ERROR=0 SKIP=0 " in demo.output, demo.output[-3000:]


@pytest.mark.parametrize("table", PUBLIC_TABLES)
def test_public_table_has_its_columns(demo, table):
    seen = {
        name
        for (name,) in demo.rows(
            "select column_name from information_schema.columns "
            f"where table_schema = 'marts' and table_name = '{table}'"
        )
    }
    assert seen, f"marts.{table} does not exist"
    assert set(PUBLIC_TABLES[table].split()) <= seen


def test_labels_are_recorded_and_learned_and_both_reach_profiles(demo):
    reached = dict(
        demo.rows(
            """
            select product_topics.labeller, count(distinct product_topics.product_id)
            from marts.hobby__user_profiles as profiles
            inner join marts.hobby__topic_ancestors as ancestors
                on profiles.topic_id = ancestors.ancestor_topic_id
            inner join marts.hobby__product_topics as product_topics
                on ancestors.topic_id = product_topics.topic_id
            inner join staging.stg_hobby__events as events
                on
                    product_topics.product_id = events.product_id
                    and profiles.user_id = events.user_id
            group by product_topics.labeller
            """
        )
    )
    assert set(reached) == {"memory", "embedded"}
    assert reached["embedded"] > 200, reached
    [(new, told)] = demo.rows(
        """
        select
            count(*) filter (where read_by = 'embedded'),
            count(*) filter (where read_by = 'embedded' and certainty between 0 and 1)
        from labels.int_hobby__text_readings
        """
    )
    assert 0.15 < new / 19_464 < 0.25
    assert told == new


def test_people_have_profiles_with_evidence(demo):
    [(users, shortest, longest)] = demo.rows(
        """
        select count(*), min(topics), max(topics)
        from (
            select user_id, count(*) as topics
            from marts.hobby__user_profiles
            group by user_id
        )
        """
    )
    assert users > 140
    assert 1 <= shortest <= longest <= 10


def test_a_star_wars_buyer_leads_the_star_wars_audience(demo):
    [(events,)] = demo.rows(
        """
        select count(distinct events.event_id)
        from marts.hobby__collection_audiences as audiences
        inner join staging.stg_hobby__events as events
            on audiences.user_id = events.user_id
        inner join staging.stg_hobby__products as products
            on events.product_id = products.product_id
        where
            audiences.collection_id = 'star_wars_fans'
            and audiences.audience_rank = 1
            and products.product_name ilike '%star wars%'
        """
    )
    assert events >= 2


def test_rejected_and_accepted_rows_add_up(demo):
    assert demo.rows(
        "select input_table, sum(row_count) from marts.hobby__rejected_rows group by all order by 1"
    ) == [("events", 22623), ("products", 19352)]


PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))


def test_every_sql_statement_of_the_docs_answers(demo):
    statements = [
        statement
        for page in PAGES
        for statement in re.findall(r"```sql\n(.*?)```", page.read_text(), re.DOTALL)
    ]
    assert len(statements) > 10
    assert [statement for statement in statements if not demo.rows(statement)] == []
