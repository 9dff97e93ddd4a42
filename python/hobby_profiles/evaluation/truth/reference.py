"""Interests a careful reader wrote down for some users, before any profile was opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError

_INTERESTS = ("user_id", "interest", "synonyms", "strength", "stage", "evidence_product_ids")
_NOT_INTERESTS = ("user_id", "thing", "evidence_product_ids")
_VERDICTS = ("user_id", "topic_name", "verdict")


@dataclass(frozen=True)
class Reference:
    """What is known of some users.

    Attributes:
        interests: One row per user and interest: user_id, interest, names (a tuple: the interest
            and its synonyms), strength (core or minor), stage (ongoing, past or seasonal),
            evidence (a frozenset of product ids).
        not_interests: One row per user and thing that is none: user_id, thing, evidence.
        verdicts: A reader's verdicts on lines: user_id, topic_name, verdict; empty if the
            reference holds none.
    """

    interests: pd.DataFrame
    not_interests: pd.DataFrame
    verdicts: pd.DataFrame

    @property
    def users(self) -> list[str]:
        """Users with an interest or a thing that is none, sorted."""
        return sorted({*self.interests["user_id"], *self.not_interests["user_id"]})


def read_reference(folder: Path) -> Reference:
    """Read ``user_interests.csv``, ``not_interests.csv`` and, where there, ``profile_lines.csv``.

    Args:
        folder: Where the files lie. Lists within a cell are separated by ``|``.

    Raises:
        InputError: If a file or one of its columns is missing, or nobody has an interest.
    """
    interests = _read(folder / "user_interests.csv", _INTERESTS)
    if interests.empty:
        raise InputError(f"{folder / 'user_interests.csv'} holds no row: nothing can be measured.")
    interests["names"] = [
        tuple(dict.fromkeys(name for name in (interest, *_listed(synonyms)) if name))
        for interest, synonyms in zip(interests["interest"], interests["synonyms"], strict=True)
    ]
    not_interests = _read(folder / "not_interests.csv", _NOT_INTERESTS)
    for frame in (interests, not_interests):
        evidence = [frozenset(_listed(ids)) for ids in frame["evidence_product_ids"]]
        frame["evidence"] = pd.Series(evidence, index=frame.index, dtype=object)
    lines = folder / "profile_lines.csv"
    verdicts = _read(lines, _VERDICTS) if lines.exists() else pd.DataFrame(columns=_VERDICTS)
    return Reference(
        interests=interests[["user_id", "interest", "names", "strength", "stage", "evidence"]],
        not_interests=not_interests[["user_id", "thing", "evidence"]],
        verdicts=verdicts[list(_VERDICTS)],
    )


def _read(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    if not path.is_file():
        raise InputError(f"There is no {path}. --reference names a folder that holds {path.name}.")
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    require_columns(frame, columns, str(path))
    return frame


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
