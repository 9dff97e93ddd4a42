"""Which id of the registry each of today's leaves continues on a normal run."""

from __future__ import annotations

import numpy as np
import pandas as pd


def ids_held(registry: pd.DataFrame, leaves: pd.DataFrame) -> pd.Series:
    """The id each of today's leaves has in the registry, by its labels; null if it is new.

    Args:
        registry: topic_id, labels, topic_status; a topic that is gone gives way to one that is not.
        leaves: topic_label, labels.
    """
    by_status = registry.assign(is_gone=registry["topic_status"] == "gone").sort_values(
        ["is_gone", "topic_id"], ascending=[False, True]
    )
    id_of = {
        label: topic
        for topic, found in zip(by_status["topic_id"], by_status["labels"], strict=True)
        if isinstance(found, (list, np.ndarray))
        for label in found
    }
    held = pd.Series(
        [
            id_of.get(label) or next((id_of[other] for other in found if other in id_of), None)
            for label, found in zip(leaves["topic_label"], leaves["labels"], strict=True)
        ],
        index=leaves.index,
        dtype="object",
    )
    # Two topics of today may continue one of the last run only after a change by hand: the one
    # that goes by its label does.
    label_of = dict(zip(registry["topic_id"], registry["topic_label"], strict=True))
    is_other = held.map(label_of) != leaves["topic_label"]
    order = is_other.sort_values(kind="stable").index
    return held.mask(held.notna() & held.loc[order].duplicated().loc[held.index], None)
