"""Every setting changes something: a setting that changes nothing is not one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from .conftest import ROOT, Build
from .settings_probe import Probe

pytestmark = pytest.mark.slow

SETTINGS: list[str] = sorted(yaml.safe_load((ROOT / "dbt_project.yml").read_text())["vars"])

CHANGED: dict[str, object] = {
    "hobby__accept_sensitive_labels": True,
    "hobby__as_of_date": "2022-06-30",
    "hobby__experiment_results": "docs",
    "hobby__half_life_days": 30,
    "hobby__horizon_days": 30,
    "hobby__journey_assignment": "soft",
    "hobby__journey_gap_days": 30,
    "hobby__lookback_days": 200,
    "hobby__max_audience_size": 1,
    "hobby__max_keywords": 1,
    "hobby__max_labels": 1,
    "hobby__max_profile_topics": 1,
    "hobby__max_prospects": 1,
    "hobby__max_units": 1,
    "hobby__max_user_share": 0.01,
    "hobby__merge_labels": False,
    "hobby__merge_min_cosine": 0.95,
    "hobby__merge_min_score": 0.99,
    "hobby__min_audience_events": 3,
    "hobby__min_audience_size": 2,
    "hobby__min_certainty": 0.9,
    "hobby__min_confidence": 0.0,
    "hobby__min_fit_grade": 5,
    "hobby__min_journey_events": 5,
    "hobby__min_keyword_cosine": 0.8,
    "hobby__min_persona_affinity": 0.7,
    "hobby__min_profile_products": 5,
    "hobby__min_relevance": 0.9,
    "hobby__persona_label_share": 0.2,
    "hobby__profile_order": "alive",
    "hobby__prospect_scope": "all",
    "hobby__set_aside": "one_off",
    "hobby__show_sensitive_topics": True,
}
"""Another value of each setting whose effect this shop's tables show."""

THRESHOLDS = ["hobby__max_failure_rate"]
"""Settings that data tests hold measures against."""

ELSEWHERE = {
    "../models/journeys/lines/_lines__unit_tests.yml": ["min_journey_users"],
    "integration/consumer_project/dbt_project.yml": ["collection_members", "events", "products"],
    "integration/test_campaigns.py": [
        "campaign_rules", "campaigns", "contacts", "holdout_salt", "holdout_share", "max_contacts",
        "suppress_days",
    ],
    "integration/test_personas.py": ["persona_signals", "persona_walk_error", "personas"],
    "integration/test_shop_cases.py": [
        "allow_earlier_as_of", "category_separator", "consent_words", "date_order", "decimal_mark",
        "guest_ids", "min_accepted_share", "min_matched_products", "min_matched_users", "users",
    ],
    "integration/test_bad_input.py": ["data_dir", "product_labels"],
    "integration/llm/test_dbt.py": ["cache_dir", "judge", "labeller", "namer", "synonym_check"],
    "integration/llm/test_faults.py": [
        "llm_max_concurrency", "llm_retry_failed", "llm_timeout_seconds",
    ],
    "integration/llm/test_attributes.py": ["attribute_tagger"],
    "integration/llm/test_budget.py": ["llm_max_cost_usd", "llm_mode"],
    "integration/llm/test_refusals.py": ["llm_max_failed_share"],
    "integration/llm/test_secrets.py": ["llm_api_key_env", "llm_base_url", "llm_endpoint_kind"],
    "unit/llm/test_requests.py": [
        "llm_items_per_request", "llm_language", "llm_model", "llm_output_limit_field",
        "llm_structured_output", "llm_temperature",
    ],
    "unit/inputs/test_source.py": ["csv_delimiter", "csv_encoding"],
    "unit/llm/test_money.py": ["llm_prices_file"],
    "unit/llm/test_prompts.py": ["llm_prompts_dir"],
    "integration/llm/test_persona_readings.py": ["persona_repeats", "share_purchases_with_llm"],
    "unit/llm/test_questions.py": [
        "coherence_check", "journey_expander", "journey_namer", "merge_doubt", "persona_labeller",
    ],
    "unit/taxonomy/test_translated.py": ["language"],
    "unit/taxonomy/test_tree.py": [
        "tree_max_branches", "tree_max_children", "tree_max_depth", "tree_min_group",
        "tree_relevance_factor",
    ],
    "unit/warehouse.py": ["currency", "scoring", "shop_name"],
    "unit/embedding/test_vectors.py": ["embedding_model"],
    "unit/labels/test_memory.py": ["label_memory"],
    "unit/labels/test_judge_lists.py": ["blocked_labels"],
    "unit/labels/test_sensitive.py": ["sensitive_topics"],
    "unit/labels/test_vocabulary.py": ["known_hobbies"],
    "unit/labels/test_embedded_labeller.py": ["label_budget", "text_fields"],
}  # fmt: skip
"""Settings of what this shop lacks (a language model, odd files), and the tests that turn them."""


@pytest.fixture(scope="module")
def probe(small_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Probe]:
    folder = tmp_path_factory.mktemp("probe")
    for name in ("compiled", "read"):
        (folder / name).mkdir()
        shutil.copy(small_build.database, folder / name / small_build.database.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOBBY_DUCKDB_PATH", str(folder / "compiled" / small_build.database.name))
        patch.setenv("DBT_TARGET_PATH", str(folder / "target"))
        patch.setenv("DBT_LOG_PATH", str(folder / "logs"))
        yield Probe(folder / "read" / small_build.database.name, small_build.variables)


def test_every_setting_is_turned_by_one_test():
    turned = [
        *CHANGED,
        *THRESHOLDS,
        *(f"hobby__{name}" for names in ELSEWHERE.values() for name in names),
    ]
    assert sorted(turned) == SETTINGS


@pytest.mark.parametrize("path", ELSEWHERE)
def test_tests_elsewhere_name_the_settings_they_turn(path):
    text = (ROOT / "tests" / Path(path)).read_text()
    # Python knows a setting of a language model or of CSV without the first word of its name.
    assert [
        name for name in ELSEWHERE[path] if name not in text and name.partition("_")[2] not in text
    ] == []


@pytest.mark.parametrize("setting", CHANGED)
def test_a_changed_setting_changes_rows(probe, setting):
    assert probe.changed(setting, CHANGED[setting]), f"{setting} changes no table of this shop"


@pytest.mark.parametrize("setting", THRESHOLDS)
def test_a_threshold_is_read_by_data_tests(probe, setting):
    assert probe.thresholds(setting) > 0
