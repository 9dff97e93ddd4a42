import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hobby_profiles.labels.asked.selection import most_informative


def unit(rows: list[list[float]]) -> np.ndarray:
    vectors = np.array(rows, dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def select(vectors: np.ndarray, share: float, doubt: list[float], events: list[int]) -> list[int]:
    return most_informative(
        vectors, doubt=np.array(doubt), event_count=np.array(events), share=share
    ).tolist()


def test_doubtful_and_frequent_texts_come_first() -> None:
    vectors = unit([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    assert select(vectors, 1 / 3, [0.1, 0.9, 0.1], [1, 1, 1]) == [1]
    assert select(vectors, 1 / 3, [0.5, 0.5, 0.5], [1, 1, 90]) == [2]


def test_texts_unlike_each_other_come_first() -> None:
    vectors = unit([[1, 0], [1, 0.01], [0, 1]])
    assert select(vectors, 2 / 3, [1.0, 0.9, 0.1], [5, 5, 0]) == [0, 2]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 700), st.floats(0.01, 1.0), st.integers(0, 9))
def test_the_share_is_met_whatever_the_texts(count: int, share: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = unit(random.integers(-1, 2, (count, 4)) + 0.5)
    rows = most_informative(
        vectors,
        doubt=random.random(count),
        event_count=random.integers(0, 9, count),
        share=share,
    )
    assert len(rows) == int(np.ceil(round(share * count, 6)))
    assert (np.diff(rows) > 0).all()


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_nothing_to_select_from(share: float) -> None:
    assert select(np.zeros((0, 3), np.float32), share, [], []) == []
