"""Finding what a name means: by the name itself, its spelling, its words or its meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from hobby_profiles.language.folding import folded_words
from hobby_profiles.taxonomy.nearest import MeaningSettings, nearest_topics

_SPELLED_ALIKE = 0.88
_SHORTEST_MISSPELT = 5
_MEANT = 0.7
_NEAR = 0.4
_OFFERED = 5


@dataclass(frozen=True)
class Found:
    """What a name means.

    Attributes:
        ids: Keys of all that go by it, the one with most users first; empty if nothing does.
        how: name, spelling, words or meaning; empty if nothing was found.
        name: The name it was found by.
        others: Names that are near too, or, if nothing was found, what there is instead.
    """

    ids: tuple[str, ...]
    how: str
    name: str
    others: tuple[str, ...]


def find_name(
    asked: str, names: pd.DataFrame, meaning: Callable[[], MeaningSettings] | None
) -> Found:
    """Find what somebody means by a name.

    In this order: what is called so; what is spelled almost so; whose name has all the words, the
    one with most users; what is nearest in meaning, from a cosine of 0.7 on. A first letter or two
    in common is no likeness: "Stranger Things" is not "Strategy RPGs".

    Args:
        asked: The name, in any case.
        names: audience_id, name (each it goes by), title (the one it is shown by), user_count.
        meaning: Gives the model that compares meanings; None leaves that out.

    Returns:
        What was found, or nothing, with what is near.
    """
    asked = asked.strip()
    ordered = names.sort_values(["user_count", "audience_id"], ascending=[False, True])
    folded = ordered["name"].str.lower()
    exact = ordered[folded == asked.lower()]
    if len(exact):
        return Found(_ids(exact), "name", asked, ())
    spelled = ordered[folded.map(lambda name: _is_misspelt(asked.lower(), name)).to_numpy(bool)]
    if len(spelled):
        best = spelled.iloc[0]
        return Found((best["audience_id"],), "spelling", best["title"], ())
    words = set(folded_words(asked))
    titled = ordered.drop_duplicates("audience_id")
    holds = titled["title"].map(lambda title: bool(words) and words <= set(folded_words(title)))
    worded = titled[holds.to_numpy(bool)]
    if len(worded):
        titles = list(dict.fromkeys(worded["title"]))
        return Found((worded.iloc[0]["audience_id"],), "words", titles[0], tuple(titles[1:4]))
    near = _near(asked, titled, meaning() if meaning else None)
    title_of = dict(zip(titled["audience_id"], titled["title"], strict=True))
    titles = [title_of[key] for key in near]
    if near and next(iter(near.values())) >= _MEANT:
        return Found((next(iter(near)),), "meaning", titles[0], tuple(titles[1:]))
    return Found((), "", asked, tuple(dict.fromkeys(titles or _alike(asked, titled))))


def _ids(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rows["audience_id"]))


def _is_misspelt(asked: str, name: str) -> bool:
    if min(len(asked), len(name)) < _SHORTEST_MISSPELT or abs(len(asked) - len(name)) > 2:
        return False
    matcher = SequenceMatcher(None, asked, name)
    return matcher.quick_ratio() >= _SPELLED_ALIKE and matcher.ratio() >= _SPELLED_ALIKE


def _near(asked: str, titled: pd.DataFrame, settings: MeaningSettings | None) -> dict[str, float]:
    if settings is None or titled.empty:
        return {}
    topics = titled.rename(columns={"audience_id": "topic_id", "title": "topic_name"})
    near: dict[Any, float] = nearest_topics([asked], topics, settings, _NEAR)[0]
    return near


def _alike(asked: str, titled: pd.DataFrame) -> list[str]:
    likeness = titled["title"].map(
        lambda title: SequenceMatcher(None, asked.lower(), title.lower()).ratio()
    )
    # A shop without collections has no titles: their likeness would be no numbers.
    likeness = likeness.astype(float)
    return list(titled.assign(likeness=likeness).nlargest(_OFFERED, "likeness")["title"])
