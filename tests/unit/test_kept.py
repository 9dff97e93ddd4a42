"""What was computed once is read the next time, and only for the very same question."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.kept import Kept, keep_rows, key_of

TEXTS = pd.DataFrame({"text": ["yarn", "saw", "yarn ball"], "size": [1.25, None, 3.0]})


def twice(rows: pd.DataFrame) -> pd.DataFrame:
    """Two rows for a text that starts with yarn, none for another."""
    yarn = rows[rows["text"].str.startswith("yarn")]
    return pd.concat([yarn.assign(number=1.1), yarn.assign(number=float("nan"))])


def test_only_new_rows_are_computed_and_the_answer_is_the_same(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "kept.sqlite", "answers")
    asked: list[str] = []

    def compute(rows: pd.DataFrame) -> pd.DataFrame:
        asked.extend(rows["text"])
        return twice(rows)

    half = keep_rows(TEXTS.iloc[:2], ["text"], compute, kept)
    whole = keep_rows(TEXTS, ["text"], compute, kept)
    fresh = keep_rows(TEXTS, ["text"], twice, Kept(tmp_path / "other.sqlite", "answers"))

    assert asked == ["yarn", "saw", "yarn ball"]
    assert half["text"].tolist() == ["yarn", "yarn"]
    pd.testing.assert_frame_equal(whole, fresh)
    assert whole["number"].isna().tolist() == [False, True, False, True]


def test_keys_of_several_columns_do_not_run_together() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_a_broken_file_says_what_to_delete(tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    file.write_text("no database, but long enough to be looked at as one" * 50)
    with pytest.raises(InputError, match=r"kept\.sqlite.*Delete that file"):
        dict(Kept(file, "answers").read([b"key"]))
