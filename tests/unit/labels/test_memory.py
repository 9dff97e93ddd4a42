from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings

HELD_OUT = Path(__file__).parents[2] / "evaluation" / "demo_texts_held_out.parquet"

EXAMPLES = pd.DataFrame(
    [
        ("Yarn", "YARN", 1, "knitting", 5),
        ("Yarn", "YARN", 2, "crochet", 4),
        ("Soap", None, None, None, None),
        ("Tent", "TENT", 1, "camping", 3),
    ],
    columns=["product_name", "category_path", "label_rank", "label", "fit_grade"],
)


def test_the_order_of_rows_does_not_matter() -> None:
    memory = Memory.from_examples(EXAMPLES)
    turned = Memory.from_examples(EXAMPLES.iloc[::-1])
    pd.testing.assert_frame_equal(memory.texts, turned.texts)
    pd.testing.assert_frame_equal(memory.labels, turned.labels)
    assert len(memory.texts) == 3
    assert len(memory.labels) == 3


def test_texts_are_recognised_with_and_without_labels() -> None:
    texts = pd.DataFrame(
        {
            "text_hash": ["a", "b", "c"],
            "product_name": ["Yarn", "Soap", "Yarn"],
            "category_path": ["YARN", None, "WOOL"],
        }
    )
    found = Memory.from_examples(EXAMPLES).recorded(texts)
    assert found["text_hash"].tolist() == ["a", "b"]


def test_left_out_texts_take_their_labels_with_them() -> None:
    known = Memory.from_examples(EXAMPLES).without(EXAMPLES.iloc[:2])
    assert known.texts["product_name"].tolist() == ["Soap", "Tent"]
    assert known.labels["label"].tolist() == ["camping"]
    assert known.labels["text_row"].tolist() == [1]


def test_traps_go_with_their_texts() -> None:
    traps = pd.DataFrame(
        [("Yarn", "YARN", "cats"), ("Tent", "TENT", "circus"), ("Lamp", "LAMP", "aladdin")],
        columns=["product_name", "category_path", "trap_label"],
    )
    memory = Memory.from_examples(EXAMPLES, traps)
    assert memory.traps["label"].tolist() == ["circus", "cats"]
    known = memory.without(EXAMPLES.iloc[:2])
    assert known.traps.to_dict("list") == {"text_row": [1], "label": ["circus"]}
    assert known.extended(EXAMPLES.iloc[[0]]).traps["label"].tolist() == ["circus"]


def test_what_is_held_out_is_not_shipped() -> None:
    memory = load_memory(LabelSettings().label_memory)
    held_out = pd.read_parquet(HELD_OUT)
    assert is_held_out(held_out).all()
    assert len(memory.without(held_out).texts) == len(memory.texts)
    trapped = memory.texts.loc[memory.traps["text_row"].unique()]
    assert len(trapped) > 5_000
    assert not is_held_out(trapped).any()


def test_new_examples_replace_those_of_the_same_text() -> None:
    fresh = EXAMPLES.iloc[[0, 2]].assign(label=["weaving", "soap making"], fit_grade=[4, 5])
    memory = Memory.from_examples(EXAMPLES).extended(fresh.assign(label_rank=1))
    assert len(memory.texts) == 3
    labels = memory.labels.merge(memory.texts.reset_index(names="text_row"), on="text_row")
    assert sorted(zip(labels["product_name"], labels["label"], strict=True)) == [
        ("Soap", "soap making"),
        ("Tent", "camping"),
        ("Yarn", "weaving"),
    ]


def test_an_unusable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.parquet.*hobby__label_memory"):
        load_memory(tmp_path / "nowhere.parquet")
    file = tmp_path / "examples.parquet"
    EXAMPLES.drop(columns="fit_grade").to_parquet(file)
    with pytest.raises(InputError, match=r"has no column fit_grade; it has product_name"):
        load_memory(file)
