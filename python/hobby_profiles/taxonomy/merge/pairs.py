"""Merging synonyms and multiple forms of labels into topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from hobby_profiles.core.columns import require_columns
from hobby_profiles.labels.placed_labels import NONE_PLACED, PlacedLabels, placed_apart
from hobby_profiles.language import pack
from hobby_profiles.taxonomy.base import Embed, Vectors
from hobby_profiles.taxonomy.merge.candidates import candidate_pairs
from hobby_profiles.taxonomy.merge.features import pair_features
from hobby_profiles.taxonomy.merge.forms import label_form
from hobby_profiles.taxonomy.merge.groups import group_pairs
from hobby_profiles.taxonomy.merge.meanings import label_meanings, read_in_english
from hobby_profiles.taxonomy.merge.model import shipped_pair_model
from hobby_profiles.taxonomy.merge.reasons import merge_reasons
from hobby_profiles.taxonomy.merge.rules import WORTH_A_LOOK, names_apart, with_use
from hobby_profiles.taxonomy.merge.settings import MergeSettings
from hobby_profiles.taxonomy.merge.usage import product_agreement, side_by_side

MERGED_COLUMNS = ["label", "topic_label", "merge_reason", "merge_score", "product_count"]

Referee = Callable[[Sequence[tuple[str, str]]], Sequence[bool | None]]

_NEVER = 0.0


def merge_labels(
    labels: pd.DataFrame,
    vectors: Vectors,
    usage: pd.DataFrame | None,
    settings: MergeSettings,
    *,
    embed: Embed,
    referee: Referee | None = None,
    apart: frozenset[str] = frozenset(),
    placed: PlacedLabels = NONE_PLACED,
) -> pd.DataFrame:
    """Find the labels that name one hobby and give each group its most used form.

    Args:
        labels: label (unique), product_count; one row per label, in any order.
        vectors: Unit rows, shape (len(labels), d), in the order of ``labels``.
        usage: label, text_hash, product_name, category_path: the product texts the labels sit on;
            None if not known.
        settings: Thresholds of merging.
        embed: Embeds phrases and words, by the model the vectors are from.
        apart: Labels of which no two are merged, such as the topics of the last run.
        placed: Reviewed places: labels placed apart are not merged.
        referee: Decides doubtful pairs, for example a language model; None: the score decides.

    Returns:
        label, topic_label, merge_reason, merge_score, product_count, sorted by label. A label that
        represents its group has the reason "representative" and the score 1.

    Raises:
        InputError: If a column is missing.
    """
    require_columns(labels, ["label", "product_count"], "The table of labels")
    order = labels["label"].argsort(kind="stable").to_numpy()
    table = labels.iloc[order].reset_index(drop=True)
    if table.empty:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in MERGED_COLUMNS})
    if not settings.merge_labels:
        return _unmerged(table)
    names = table["label"].tolist()
    pairs = score_pairs(names, vectors[order], usage, settings, embed=embed, placed=placed)
    if apart:
        held = np.array([name in apart for name in names])
        both = held[pairs["left"].to_numpy()] & held[pairs["right"].to_numpy()]
        pairs.loc[both, "score"] = _NEVER
    if referee is not None:
        _ask(pairs, names, settings, referee)
    head, link = group_pairs(
        table["product_count"].to_numpy(), names, pairs, settings.merge_min_score
    )
    merged = link >= 0
    table["topic_label"] = [names[position] for position in head]
    table["merge_reason"] = "representative"
    table["merge_score"] = 1.0
    table.loc[merged, "merge_reason"] = merge_reasons(pairs.loc[link[merged]])
    table.loc[merged, "merge_score"] = pairs["score"].to_numpy()[link[merged]]
    return table[MERGED_COLUMNS]


def score_pairs(
    names: list[str],
    vectors: Vectors,
    usage: pd.DataFrame | None,
    settings: MergeSettings,
    *,
    embed: Embed,
    placed: PlacedLabels = NONE_PLACED,
) -> pd.DataFrame:
    """Score every pair of labels that may name one hobby.

    With ``multilingual`` a label in another language is scored as its English reading, see
    `english_labels`; two labels of one reading name one hobby for certain.

    Args:
        names: The labels, sorted, n of them.
        vectors: Unit rows, shape (n, d).
        usage: As in `merge_labels`.
        settings: Which pairs are looked at.
        embed: Embeds phrases and words.
        placed: As in `merge_labels`.

    Returns:
        left, right (positions), the evidence of `pair_features`, is_used_side_by_side,
        is_placed_apart, text_count and agreement of `product_agreement`, is_translated, score.
    """
    thesaurus = pack().thesaurus()
    said = names
    if settings.language == "multilingual":
        said, vectors = read_in_english(names, vectors, embed)
    forms = [label_form(name, thesaurus) for name in said]
    found = candidate_pairs(forms, vectors, settings)
    left, right = found["left"].to_numpy(), found["right"].to_numpy()
    evidence = pair_features(forms, left, right, label_meanings(said, vectors, embed))
    pairs = pd.concat([found, evidence], axis=1)
    pairs["is_thesaurus"] = [
        forms[i].is_rewritten or forms[j].is_rewritten
        for i, j in zip(left.tolist(), right.tolist(), strict=True)
    ]
    pairs["is_used_side_by_side"] = side_by_side(names, left, right, usage)
    places = [placed.find(name) for name in said]
    pairs["is_placed_apart"] = placed_apart(places, left.tolist(), right.tolist())
    pairs["score"] = shipped_pair_model().score(evidence)
    pairs.loc[names_apart(forms, left, right), "score"] = _NEVER
    worth = np.flatnonzero(pairs["score"].to_numpy() >= WORTH_A_LOOK)
    known = product_agreement(names, left[worth], right[worth], usage)
    pairs[["text_count", "agreement"]] = 0.0
    pairs.loc[worth, ["text_count", "agreement"]] = known.to_numpy()
    pairs["score"] = with_use(pairs, forms)
    same = [said[i] == said[j] for i, j in zip(left.tolist(), right.tolist(), strict=True)]
    pairs["is_translated"] = np.array(same, dtype=bool)
    pairs.loc[pairs["is_translated"], "score"] = 1.0
    return pairs


def _unmerged(table: pd.DataFrame) -> pd.DataFrame:
    table["topic_label"] = table["label"]
    table["merge_reason"] = "kept as it is"
    table["merge_score"] = 1.0
    return table[MERGED_COLUMNS]


def _ask(pairs: pd.DataFrame, names: list[str], settings: MergeSettings, referee: Referee) -> None:
    """Let the referee decide the pairs around the threshold."""
    doubt = (pairs["score"] - settings.merge_min_score).abs() <= settings.merge_doubt
    rows = np.flatnonzero(doubt.to_numpy())
    left, right = pairs["left"].to_numpy()[rows], pairs["right"].to_numpy()[rows]
    answers = referee([(names[i], names[j]) for i, j in zip(left, right, strict=True)])
    scores = pairs["score"].to_numpy(copy=True)
    for row, answer in zip(rows, answers, strict=True):
        if answer is not None:
            scores[row] = 1.0 if answer else _NEVER
    pairs["score"] = scores
