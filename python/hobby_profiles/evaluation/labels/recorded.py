"""Measure relevance and the label budget on recorded texts that the labeller does not hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.evaluation.common.ranking import expected_calibration_error
from hobby_profiles.evaluation.labels.accepted import mark_hits, text_hashes
from hobby_profiles.labels.asked.selection import most_informative
from hobby_profiles.labels.embedded.evidence.examples import CLEAR_GRADE
from hobby_profiles.labels.embedded.labeller import EmbeddedLabeller
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.memory import Memory, load_memory
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.labels.texts.views import view_texts

BUDGET_SHARES = (0.02, 0.10, 1.0)
PLAUSIBLE_GRADE = 3
_BINS = 10
_SEED = 7


def load_held_out(path: Path) -> Memory:
    """Read the recorded answers of the demo's texts that the shipped memory does not hold.

    Args:
        path: Parquet file with the columns of the memory.

    Returns:
        Those texts, all of them held out by `is_held_out`.

    Raises:
        InputError: If the file cannot be read or holds a text that is learnt from.
    """
    held_out = load_memory(path)
    learnt = ~is_held_out(held_out.texts)
    if learnt.any():
        name = held_out.texts.loc[learnt, "product_name"].iloc[0]
        raise InputError(
            f"{str(path)!r} holds {int(learnt.sum()):,} texts that may be learnt from, such as "
            f"{name!r}. Keep only texts that hobby_profiles.labels.held_out.is_held_out names."
        )
    return held_out


def recorded_labels(memory: Memory, least_grade: int) -> dict[str, list[str]]:
    """Labels recorded with a grade or better, for each text by its key."""
    keys = text_hashes(memory.texts)
    wanted: dict[str, list[str]] = {key: [] for key in keys}
    rows = memory.labels[memory.labels["fit_grade"] >= least_grade]
    for row, label in zip(rows["text_row"], rows["label"], strict=True):
        wanted[keys[row]].append(label)
    return wanted


def measure_reliability(
    memory: Memory, held_out: Memory, model: EmbeddingModel, settings: LabelSettings
) -> dict[str, float]:
    """Compare relevance with how often labels of held-out recorded texts are right.

    Right means that the label equals, or has a cosine of 0.60 to, a label recorded for that text
    with grade 4 or 5.

    Args:
        memory: The shipped memory.
        held_out: Recorded texts that it does not hold.
        model: Gives the vectors.
        settings: Shipped settings.

    Returns:
        ``held_out_precision``, ``held_out_strong_recall`` and ``held_out_abstention`` of the labels
        proposed at the settings, measured as by `measure_budget`; ``ece`` of the same, ``ece_all``
        of all labels of relevance 0.05 or more, ``held_out_text_count``, and for each bin its size,
        mean relevance, share right.
    """
    texts = held_out.texts.assign(text_hash=text_hashes(held_out.texts))
    everything = settings.model_copy(update={"min_relevance": 0.05, "min_certainty": 0.0})
    labels = EmbeddedLabeller(memory, model, everything).label(texts)
    at_settings = EmbeddedLabeller(memory, model, settings).label(texts)
    figures = {"held_out_text_count": float(len(texts))}
    measured = _recorded_measures(at_settings, held_out, model)
    figures |= {f"held_out_{name}": value for name, value in measured.items()}
    for name, rows in (("", at_settings), ("_all", labels)):
        relevance = rows["relevance"].to_numpy()
        is_right = mark_hits(rows, recorded_labels(held_out, CLEAR_GRADE), model)
        plausible = mark_hits(rows, recorded_labels(held_out, PLAUSIBLE_GRADE), model)
        figures[f"ece{name}"] = expected_calibration_error(relevance, is_right)
        figures[f"share_right{name}"] = float(is_right.mean())
        figures[f"share_plausible{name}"] = float(plausible.mean())
        figures[f"mean_relevance{name}"] = float(relevance.mean())
    place = np.minimum((relevance * _BINS).astype(int), _BINS - 1)
    for number in range(_BINS):
        inside = place == number
        if inside.any():
            key = f"reliability_{number / _BINS:.1f}"
            figures[f"{key}_label_count"] = float(inside.sum())
            figures[f"{key}_relevance"] = float(relevance[inside].mean())
            figures[f"{key}_share_right"] = float(is_right[inside].mean())
    return figures


def measure_budget(
    memory: Memory,
    held_out: Memory,
    model: EmbeddingModel,
    settings: LabelSettings,
    shares: Sequence[float] = BUDGET_SHARES,
) -> dict[str, float]:
    """Measure how much quality remains when only a share of a shop's texts is labelled.

    The recorded texts play a shop without any memory: a share is selected as a language model would
    be asked about it (its recorded labels are the answers), or at random, and the labeller learns
    from that share alone.

    Args:
        memory: The shipped memory.
        held_out: Recorded texts that it does not hold.
        model: Gives the vectors.
        settings: Shipped settings.
        shares: Shares to measure.

    Returns:
        For each share and way, as ``budget_0.05_selected_precision``: precision (labels right at
        grade 3 or more), strong_recall (texts with a label of grade 5 that have a right one) and
        abstention (texts without any label of grade 4 or more that have none).
    """
    texts = held_out.texts.assign(text_hash=text_hashes(held_out.texts))
    vectors = view_texts(memory.texts, model=model, fields=settings.text_fields).vectors
    once = np.ones(len(vectors), dtype=np.int64)
    random = np.random.default_rng(_SEED).permutation(len(vectors))
    figures: dict[str, float] = {}
    for share in shares:
        selected = most_informative(
            vectors, doubt=once.astype(np.float64), event_count=once, share=share
        )
        ways = {"selected": selected, "random": np.sort(random[: len(selected)])}
        for way, rows in ways.items():
            if share >= 1.0 and way == "random":
                continue
            known = memory.subset(np.isin(np.arange(len(vectors)), rows))
            labels = EmbeddedLabeller(known, model, settings).label(texts)
            found = _recorded_measures(labels, held_out, model)
            figures |= {f"budget_{share:.2f}_{way}_{name}": x for name, x in found.items()}
    return figures


def _recorded_measures(
    labels: pd.DataFrame, held_out: Memory, model: EmbeddingModel
) -> Mapping[str, float]:
    sure, clear = recorded_labels(held_out, 5), recorded_labels(held_out, CLEAR_GRADE)
    hits = mark_hits(labels, recorded_labels(held_out, PLAUSIBLE_GRADE), model)
    labelled, hit = set(labels["text_hash"]), set(labels.loc[hits, "text_hash"])
    strong = [key for key, some in sure.items() if some]
    none = [key for key, some in clear.items() if not some]
    return {
        "precision": float(hits.mean()) if len(hits) else 0.0,
        "strong_recall": float(np.mean([key in hit for key in strong])),
        "abstention": float(np.mean([key not in labelled for key in none])),
        "text_share_labelled": len(labelled) / len(held_out.texts),
    }
