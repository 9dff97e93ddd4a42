"""Topics whose names mean nearly the same."""

from __future__ import annotations

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.taxonomy.alike import AlikeSettings, topics_alike

SETTINGS = AlikeSettings(embedding_model="all-MiniLM-L6-v2", cache_dir=".hobby_cache")


def topics(*names: str) -> pd.DataFrame:
    return pd.DataFrame({"topic_id": [f"t{n}" for n in range(len(names))], "topic_name": names})


def test_each_pair_stands_both_ways_and_strangers_do_not():
    found = topics_alike(topics("Dog ownership", "Chess", "Dog owners"), SETTINGS)
    assert found[["topic_id", "neighbour_topic_id"]].to_numpy().tolist() == [
        ["t0", "t2"],
        ["t2", "t0"],
    ]
    assert found["cosine"].between(0.55, 1).all()


def test_the_order_of_topics_changes_nothing():
    shop = topics("Pets", "Pet owning", "Dogs", "Chess")
    pd.testing.assert_frame_equal(
        topics_alike(shop, SETTINGS), topics_alike(shop.sample(frac=1, random_state=1), SETTINGS)
    )


@pytest.mark.parametrize("names", [(), ("Chess",)])
def test_a_shop_of_one_topic_has_no_pair(names):
    assert topics_alike(topics(*names), SETTINGS).empty


def test_a_missing_column_is_named():
    with pytest.raises(InputError, match="topic_name"):
        topics_alike(pd.DataFrame({"topic_id": ["t0"]}), SETTINGS)


def test_interests_that_readers_placed_apart_are_two_unless_their_names_are_very_near():
    assert topics_alike(topics("Dog ownership", "Cat ownership"), SETTINGS).empty
    assert len(topics_alike(topics("Gardening", "Indoor gardening"), SETTINGS)) == 2
