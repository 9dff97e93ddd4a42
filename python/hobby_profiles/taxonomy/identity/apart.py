"""Labels that people told apart: what a run of merging put together, they put asunder."""

from __future__ import annotations

import pandas as pd

TOLD_APART = "told apart by people"

Pairs = list[tuple[str, str]]


def split_pairs(overrides: pd.DataFrame, labels: pd.Series) -> Pairs:
    """Return the labels that people told apart: the one that goes, the one whose topic it leaves.

    Args:
        overrides: action, topic, target; those with the action "split" name two labels, in any
            case.
        labels: Labels there are today; a pair with another is passed over.
    """
    written = {str(label).casefold(): str(label) for label in labels}
    rows = overrides.loc[overrides["action"] == "split", ["topic", "target"]].astype("string")
    said = [
        (written.get(str(topic).strip().casefold()), written.get(str(target).strip().casefold()))
        for topic, target in rows.itertuples(index=False)
    ]
    return sorted({(gone, left) for gone, left in said if gone and left and gone != left})


def told_apart(merged: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Let labels leave the topics that people told them apart from; each starts one of its own.

    Args:
        merged: label, topic_label, merge_reason, merge_score and more, as a run merged them.
        pairs: See `split_pairs`; a pair that is in two topics already changes nothing.

    Returns:
        The same rows. Where the label that goes stood for the topic, the other of the pair stands
        for what is left of it.
    """
    topic_of = dict(zip(merged["label"], merged["topic_label"], strict=True))
    reasons: dict[str, str] = {}
    for gone, left in pairs:
        topic = topic_of[gone]
        if topic != topic_of[left]:
            continue
        if topic == gone:
            topic_of |= {label: left for label, at in topic_of.items() if at == gone}
            reasons[left] = "representative"
        topic_of[gone] = gone
        reasons[gone] = TOLD_APART
    if not reasons:
        return merged
    told = merged["label"].map(reasons)
    return merged.assign(
        topic_label=merged["label"].map(topic_of),
        merge_reason=told.fillna(merged["merge_reason"]),
        merge_score=merged["merge_score"].mask(told.notna(), 1.0),
    )


def without_taken_back(previous: pd.DataFrame | None, pairs: Pairs) -> pd.DataFrame | None:
    """Forget where labels went that people told apart once and no longer do: they merge anew."""
    if previous is None:
        return None
    held = {gone for gone, _ in pairs}
    is_taken_back = (previous["merge_reason"] == TOLD_APART) & ~previous["label"].isin(held)
    return previous[~is_taken_back].reset_index(drop=True)
