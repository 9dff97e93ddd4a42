"""Merging: which labels become one topic, and that nothing else decides it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.vectors import near_pairs, top_positions
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.merge.features import WORD_FEATURES
from hobby_profiles.taxonomy.merge.forms import label_form
from hobby_profiles.taxonomy.merge.groups import group_pairs
from hobby_profiles.taxonomy.merge.pairs import merge_labels
from hobby_profiles.taxonomy.merge.rules import names_apart, with_use
from hobby_profiles.taxonomy.merge.run import merge_run
from hobby_profiles.taxonomy.merge.settings import MergeSettings
from hobby_profiles.taxonomy.merge.usage import product_agreement, side_by_side

from .trees import embed

LABELS = {
    "candle making": 5,
    "making candles": 2,
    "candlemaking": 1,
    "stamp collecting": 3,
    "philately": 1,
    "playstation 4": 4,
    "playstation 5": 4,
    "fishing": 9,
    "fly fishing": 2,
    "card making": 2,
    "card collecting": 2,
}
UNUSED = pd.DataFrame({"label": pd.Series(dtype=str), "text_hash": pd.Series(dtype=str)})


def table(labels: dict[str, int]) -> pd.DataFrame:
    frame = pd.DataFrame({"label": list(labels), "product_count": list(labels.values())})
    return frame.assign(embedding=list(embed(list(labels)))) if labels else frame


def merge(labels: dict[str, int], usage: pd.DataFrame | None = None) -> dict[str, str]:
    frame = table(labels)
    found = merge_labels(frame, embed(frame["label"].tolist()), usage, MergeSettings(), embed=embed)
    return dict(zip(found["label"], found["topic_label"], strict=True))


def test_forms_merge_to_the_most_used_and_others_stay_apart():
    topic = merge(LABELS)
    assert topic["making candles"] == topic["candlemaking"] == "candle making"
    assert topic["philately"] == "stamp collecting"
    for label in ("playstation 5", "fly fishing", "fishing", "card making", "card collecting"):
        assert topic[label] == label


def test_row_order_changes_nothing():
    assert merge(LABELS) == merge(dict(reversed(LABELS.items())))


def test_reasons_name_the_evidence():
    frame = table(LABELS)
    found = merge_labels(
        frame, embed(frame["label"].tolist()), None, MergeSettings(), embed=embed
    ).set_index("label")
    assert found.loc["philately", "merge_reason"] == "synonyms in the thesaurus"
    assert found.loc["fishing", "merge_reason"] == "representative"
    assert found["merge_score"].between(0, 1).all()


@pytest.mark.parametrize(
    "labels",
    [{}, {"chess": 1}, {"🧶": 1, "🎸": 1, "123": 1, "456": 2, "x" * 300: 1, "wędkarstwo": 1}],
)
def test_odd_labels_are_topics_of_their_own(labels):
    assert merge(labels) == {label: label for label in labels}


def test_merging_can_be_switched_off():
    frame = table(LABELS)
    settings = MergeSettings(merge_labels=False)
    found = merge_labels(frame, embed(frame["label"].tolist()), None, settings, embed=embed)
    assert (found["label"] == found["topic_label"]).all()


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="product_count"):
        merge_labels(
            pd.DataFrame({"label": ["a"]}), embed(["a"]), None, MergeSettings(), embed=embed
        )


def test_chains_do_not_merge_what_the_model_keeps_apart():
    pairs = pd.DataFrame({"left": [0, 1], "right": [1, 2], "score": [0.9, 0.95]})
    head, link = group_pairs(np.array([3, 2, 1]), ["a", "b", "c"], pairs, 0.8)
    assert head.tolist() == [0, 1, 1]  # b ~ c first; a would represent c, which it is not like
    assert link.tolist() == [-1, -1, 1]
    full = pd.concat([pairs, pd.DataFrame({"left": [0], "right": [2], "score": [0.85]})])
    head, _ = group_pairs(np.array([3, 2, 1]), ["a", "b", "c"], full.reset_index(drop=True), 0.8)
    assert head.tolist() == [0, 0, 0]


def test_representative_is_the_most_used_then_the_shortest_then_the_first():
    pairs = pd.DataFrame({"left": [0], "right": [1], "score": [1.0]})
    assert group_pairs(np.array([1, 2]), ["a", "bbb"], pairs, 0.5)[0].tolist() == [1, 1]
    assert group_pairs(np.array([2, 2]), ["aaa", "bb"], pairs, 0.5)[0].tolist() == [1, 1]
    assert group_pairs(np.array([2, 2]), ["aa", "bb"], pairs, 0.5)[0].tolist() == [0, 0]


def test_labels_used_side_by_side_are_two_things():
    usage = pd.DataFrame(
        [(label, f"text {n}") for n in range(4) for label in ("knitting", "crochet")]
        + [("yarn", "text 9")],
        columns=["label", "text_hash"],
    )
    names = ["crochet", "knitting", "yarn"]
    found = side_by_side(names, np.array([0, 0]), np.array([1, 2]), usage)
    assert found.tolist() == [True, False]


def test_neighbours_are_exact_and_break_ties_by_position():
    generator = np.random.default_rng(0)
    vectors = generator.standard_normal((50, 8)).astype(np.float32)
    vectors[10] = vectors[20] = vectors[30]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    full = np.round(vectors @ vectors.T, 5)
    wide = generator.standard_normal((20, 1_000))
    for values in (full, np.round(full, 1), np.zeros_like(full), wide, np.round(wide, 1)):
        expected = np.argsort(-values, axis=1, kind="stable")[:, :5]
        assert (top_positions(values, 5) == expected).all()
    assert top_positions(full, 60).shape == (50, 50)
    pairs = near_pairs(vectors, 3, -1.0)
    assert (pairs["left"] < pairs["right"]).all()
    assert {(10, 20), (20, 30), (10, 30)} <= set(zip(pairs["left"], pairs["right"], strict=True))


def test_a_normal_run_moves_no_known_label():
    labels = {f"{word} {thing}": 3 for word in ("red", "blue") for thing in ("kites", "boats")}
    first = merge_run(table(labels), UNUSED, None, MergeSettings(), embed)
    assert set(first["label_status"]) == {"rebuilt"}
    more = {**labels, "boats red": 9, "yodeling": 1}
    second = merge_run(table(more), UNUSED, first, MergeSettings(), embed).set_index("label")
    assert second.loc["boats red", ["topic_label", "label_status"]].tolist() == [
        "red boats",
        "alias",
    ]
    assert second.loc["yodeling", "label_status"] == "new"
    kept = second.loc[first["label"], "topic_label"].tolist()
    assert kept == first["topic_label"].tolist()
    again = merge_run(table(more), UNUSED, second.reset_index(), MergeSettings(), embed)
    assert_frame_equal(again.set_index("label"), second)


def test_a_topic_whose_label_is_gone_is_called_by_the_most_used_left():
    labels = {"candle making": 5, "making candles": 2, "candlemaking": 3}
    first = merge_run(table(labels), UNUSED, None, MergeSettings(), embed)
    del labels["candle making"]
    second = merge_run(table(labels), UNUSED, first, MergeSettings(), embed)
    assert set(second["topic_label"]) == {"candlemaking"}


def used(*texts: tuple[str, str, tuple[str, ...]]) -> pd.DataFrame:
    rows = [
        (label, f"{at}", title, category)
        for at, (title, category, labels) in enumerate(texts)
        for label in labels
    ]
    return pd.DataFrame(rows, columns=["label", "text_hash", "product_name", "category_path"])


def test_products_that_have_nothing_in_common_refuse_a_merge():
    labels = {"stamp collecting": 5, "philately": 4}
    assert merge(labels)["philately"] == "stamp collecting"
    apart = used(
        *[(f"wax {n}", "WAX", ("stamp collecting",)) for n in range(4)],
        *[(f"glow {n}", "LAMP", ("philately",)) for n in range(4)],
    )
    assert merge(labels, apart)["philately"] == "philately"
    inflected = {"red kite": 5, "red kites": 4}
    relabelled = apart.replace({"stamp collecting": "red kite", "philately": "red kites"})
    assert merge(inflected, relabelled)["red kites"] == "red kite"


def test_a_light_word_merges_side_by_side_where_products_agree():
    labels = {"funko pop": 9, "funko pop collecting": 8, "reading": 3, "running": 3, "chess": 3}
    beside = used(
        *[(f"funko figure {n}", "TOY", ("funko pop", "funko pop collecting")) for n in range(5)],
        *[(label, label, (label,)) for label in ("reading", "running", "chess")],
    )
    assert merge(labels, beside)["funko pop collecting"] == "funko pop"


@pytest.mark.parametrize(
    ("thing", "making", "agreement", "joins"),
    [
        ("candles", "candle making", 0.9, False),
        ("lego", "lego building", 1.9, True),
        ("ice cream", "ice cream making", 0.5, False),
        ("sushi", "sushi making", 0.9, True),
        ("doll collecting", "dolls", 0.9, True),
    ],
)
def test_goods_sold_finished_are_their_making_only_where_products_agree_well(
    thing, making, agreement, joins
):
    forms = [label_form(label, pack().thesaurus()) for label in (thing, making)]
    pair = pd.DataFrame(0.0, index=[0], columns=[*WORD_FEATURES, "agreement"]).assign(
        left=0, right=1, light_only=1.0, close=1.0, text_count=9, agreement=agreement,
        is_thesaurus=False, is_used_side_by_side=False, is_placed_apart=False, score=0.9,
    )  # fmt: skip
    assert (with_use(pair, forms)[0] >= MergeSettings().merge_min_score) == joins


def test_live_is_no_light_word_though_it_shares_the_root_of_one():
    assert not pack().light_classes("live") and pack().light_classes("living")


def test_products_agree_between_none_and_all_of_what_is_known():
    usage = used(
        ("red wool", "YARN", ("knitting", "yarn crafts")),
        ("blue wool", "YARN", ("yarning", "yarn crafts")),
        ("spanner", "TOOL", ("car repair",)),
    )
    names = ["car repair", "knitting", "yarning"]
    found = product_agreement(names, np.array([0, 1]), np.array([1, 2]), usage)
    assert found["text_count"].tolist() == [1, 1]
    assert found["agreement"][0] == 0 and 1 < found["agreement"][1] <= 3
    unknown = product_agreement(names, np.array([0]), np.array([1]), None)
    assert unknown["text_count"].tolist() == [0]


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("the carpenters", "carpentry", True),
        ("the sims", "sims", False),
        ("the office", "the office show", False),
        ("the office show", "office", True),
        ("j.r.r. tolkien", "tolkien", False),
        ("oil painting", "painting", False),
    ],
)
def test_a_proper_name_merges_with_labels_that_hold_it_only(left, right, apart):
    forms = [label_form(label, pack().thesaurus()) for label in (left, right)]
    assert names_apart(forms, np.array([0]), np.array([1])).tolist() == [apart]


@pytest.mark.parametrize(
    ("left", "right"),
    [("80s movies", "1980s movies"), ("eighties music", "80s music"), ("two player", "2 players")],
)
def test_numbers_and_decades_have_one_form(left, right):
    assert merge({left: 2, right: 1})[right] == left


def test_a_trade_is_no_inflection_of_a_deed():
    assert merge({"journaling": 5, "journalism": 1}) == {
        "journaling": "journaling",
        "journalism": "journalism",
    }
