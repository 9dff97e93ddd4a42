from pathlib import Path

import pytest
import yaml

from hobby_profiles.core.errors import HobbyProfilesError, InputError
from hobby_profiles.experiments.spec import load_experiment

ROOT = Path(__file__).parents[3]
GOOD = {
    "name": "trial",
    "question": "Does it matter at all?",
    "baseline": "a",
    "variants": [{"name": "a"}, {"name": "b", "max_labels": 1}],
}


def write(folder: Path, content: object) -> Path:
    path = folder / "trial.yml"
    path.write_text(yaml.safe_dump(content))
    return path


@pytest.mark.parametrize("path", sorted((ROOT / "experiments").glob("*.yml")), ids=lambda p: p.stem)
def test_shipped_experiments_are_valid_and_need_no_key(path):
    experiment = load_experiment(path)
    assert experiment.name == path.stem
    assert {variant.labeller for variant in experiment.variants} == {"embedded"}
    assert experiment.judge == "embedded"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"baseline": "c"}, "baseline 'c' is no variant; there are a, b"),
        ({"variants": [{"name": "a"}, {"name": "a"}]}, "two variants are called 'a'"),
        ({"variants": [{"name": "a"}]}, "variants"),
        ({"variants": [{"name": "a"}, {"name": "b", "fields": ["titel"]}]}, "'titel'"),
        ({"variants": [{"name": "a"}, {"name": "b", "fields": []}]}, "at least one input field"),
        ({"variants": [{"name": "a"}, {"name": "b", "max_labels": 99}]}, "seen: 99"),
        ({"variants": [{"name": "a"}, {"name": "b", "language": "Polish"}]}, "labeller: openai"),
        ({"colour": "red"}, "colour"),
        ({"llm": {"llm_modell": "x"}}, "llm_modell"),
    ],
)
def test_a_mistake_is_named(tmp_path, change, message):
    with pytest.raises(HobbyProfilesError, match=message):
        load_experiment(write(tmp_path, GOOD | change))


@pytest.mark.parametrize("content", ["", "just text", "[1, 2]", "name: [unclosed"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "trial.yml"
    path.write_text(content)
    with pytest.raises(InputError, match=r"trial\.yml"):
        load_experiment(path)


def test_variant_settings_reach_labeller_and_language_model(tmp_path):
    variants = [{"name": "a"}, {"name": "b", "labeller": "openai", "prompt_version": 2,
                               "language": "Polish", "max_labels": 2}]  # fmt: skip
    experiment = load_experiment(
        write(tmp_path, GOOD | {"variants": variants, "llm": {"llm_model": "small"}})
    )
    settings = experiment.settings(
        experiment.variants[1], cache_dir=tmp_path, memory=tmp_path / "memory.parquet"
    )
    assert (settings.labeller, settings.max_labels) == ("openai", 2)
    assert (settings.llm.llm_model, settings.llm.llm_language) == ("small", "Polish")
    assert settings.llm.llm_prompt_versions == {"label": 2}
    assert settings.llm.store_path.parent.name == "b"


def test_one_judge_reads_all_languages_that_some_variant_reads(tmp_path):
    variants = [{"name": "a"}, {"name": "b", "text_language": "multilingual"}]
    experiment = load_experiment(write(tmp_path, GOOD | {"variants": variants}))
    memory = tmp_path / "memory.parquet"
    one, other = (
        experiment.settings(variant, cache_dir=tmp_path, memory=memory)
        for variant in experiment.variants
    )
    assert (one.language, other.language) == ("english", "multilingual")
    assert experiment.text_language == "multilingual"
    alone = GOOD | {"variants": [{"name": "a"}, {"name": "c"}]}
    assert load_experiment(write(tmp_path, alone)).text_language == "english"
