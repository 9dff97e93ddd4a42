"""Labels that are no topic: they name goods, not what a person does or is with them."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from hobby_profiles.language import pack
from hobby_profiles.taxonomy.identity.held import ids_held
from hobby_profiles.taxonomy.identity.ids import topic_id_of
from hobby_profiles.taxonomy.names.words import fold

LEFT_OUT = "left_out"
_GOODS = "names a kind of goods, not what a person does with them"
_PARTS = re.compile(r"&|,")
_STYLE = "style"
_FANS = "cultural affinity"


def left_out(
    leaves: pd.DataFrame,
    areas: pd.DataFrame,
    known_hobbies: Iterable[str],
    registry: pd.DataFrame | None,
    *,
    anew: bool,
) -> pd.Series:
    """Say why each leaf is no topic.

    A topic that is in the registry keeps its verdict, unless all is built anew.

    Args:
        leaves: topic_label, labels, kind.
        areas: Reviewed areas: parent_area, area, kind. What an area is called is a topic, unless
            the area is of a style.
        known_hobbies: Reviewed names of hobbies; each is a topic.
        registry: The registry of the last run; None if there was none.
        anew: Whether the tree is built anew.

    Returns:
        The reason for each row of ``leaves``; empty if the leaf is a topic.
    """
    meant = areas[areas["kind"] != _STYLE]
    # An area of plush toys does not make a topic of them.
    fields = {
        fold(part)
        for name in meant["area"]
        for part in _names(str(name))
        if not pack().is_goods(part.split()[-1].casefold())
    }
    wider = {fold(part) for name in meant["parent_area"] for part in _names(str(name))}
    reviewed = fields | wider | {fold(name) for name in known_hobbies}
    found = [
        "" if kind == _FANS or fold(label) in reviewed or not is_goods(label) else _GOODS
        for label, kind in zip(leaves["topic_label"], leaves["kind"].astype(str), strict=True)
    ]
    reasons = pd.Series(found, index=leaves.index, dtype="object")
    if registry is None or anew:
        return reasons
    before = dict(zip(registry["topic_id"], registry["status_reason"], strict=True))
    was_left = set(registry.loc[registry["topic_status"] == LEFT_OUT, "topic_id"])
    held = ids_held(registry, leaves)
    kept = [before[topic] if topic in was_left else "" for topic in held]
    return reasons.where(held.isna(), pd.Series(kept, index=leaves.index))


def is_goods(label: str) -> bool:
    """Whether a label says goods and nothing else: "jewelry", "plush toys", "toy cars", "cheese".

    "Building toys" and "doll collecting" hold a deed, "Halloween costumes" a name; what one eats
    or drinks is only goods where nothing says which.
    """
    words = pack().content_words(label)
    if not words or any(pack().is_activity(word) for word in words):
        return False
    if not all(map(pack().is_common_word, words)):
        return False
    if len(words) == 1:
        return pack().is_goods(words[0]) or pack().is_food(words[0])
    return pack().is_goods(words[-1]) or (
        pack().is_goods(words[0]) and pack().is_artifact(words[-1])
    )


def as_topics(
    leaves: pd.DataFrame, reasons: pd.Series, registry: pd.DataFrame | None, taken: Iterable[str]
) -> pd.DataFrame:
    """Rows of the registry for leaves that are no topic.

    Args:
        leaves: Those leaves, as `leaves.leaf_topics` sums them up.
        reasons: Why each of them is none.
        registry: The registry of the last run, whose ids they keep.
        taken: Ids of the topics in the tree.
    """
    used = set(taken)
    before = set() if registry is None else set(registry["topic_id"])
    held = pd.Series(None, index=leaves.index, dtype="object")
    if registry is not None:
        held = ids_held(registry, leaves)
    ids = []
    for label, topic in zip(leaves["topic_label"], held, strict=True):
        is_free = isinstance(topic, str) and topic not in used
        ids.append(topic if is_free else topic_id_of(label, used | before))
        used.add(ids[-1])
    return leaves.drop(columns="embedding").assign(
        topic_id=ids, parent_topic_id=None, is_leaf=True, height=0.0, depth=1, guide_name=None,
        coherence_steps=None, topic_status=LEFT_OUT, status_reason=reasons,
        attach_status=np.where(held.isna(), "new", "known"), attach_reason="",
    )  # fmt: skip


def _names(name: str) -> list[str]:
    return [name, *_PARTS.split(name)]
