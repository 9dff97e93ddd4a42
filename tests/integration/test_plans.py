"""No model compares all rows of one table with all of another, unless that is wanted."""

from __future__ import annotations

import shutil

import pytest
from bench.plans import compiled_models, pairwise_joins, unexplained

from .conftest import run_dbt

pytestmark = pytest.mark.slow


def test_what_pairs_all_rows_has_a_reason(demo, tmp_path):
    shutil.copy(demo.database, tmp_path)
    compiled = run_dbt(
        tmp_path, "compile", "--select", "path:models", "--indirect-selection", "empty"
    )
    assert compiled.returncode == 0, compiled.output[-6000:]
    queries = compiled_models(compiled.target)
    assert len(queries) > 200
    assert unexplained(pairwise_joins(compiled.database, queries)) == []


def test_a_condition_beside_the_keys_of_a_left_join_is_found(demo):
    query = """
        select count(*) from marts.hobby__topics as topics
        left join marts.hobby__product_topics as product_topics
            on {}
    """
    on_keys = "topics.topic_id = product_topics.topic_id"
    queries = {
        "on_keys": query.format(on_keys),
        "beside_keys": query.format(f"topics.is_leaf and {on_keys}"),
    }
    assert pairwise_joins(demo.database, queries).keys() == {"beside_keys"}
