"""Measure the labels that are accepted for products the memory does not hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.embedded.labeller import embedded_labeller
from hobby_profiles.labels.judge.embedded import embedded_judge
from hobby_profiles.labels.memory import Memory
from hobby_profiles.labels.settings import LabelSettings

HIT_COSINE = 0.60
MIN_FIT_GRADE = 3
"""Default of ``hobby__min_fit_grade``."""

CURVE = (0.3, 0.4, 0.5, 0.6, 0.75)
_RESAMPLES = 1_000
_NOT_WORD = re.compile(r"[\W_]+")


def label_and_judge(
    texts: pd.DataFrame, memory: Memory, model: EmbeddingModel, settings: LabelSettings
) -> pd.DataFrame:
    """Label texts and grade the labels, as the build does.

    Args:
        texts: ``text_hash``, ``product_name``, ``category_path``.
        memory: What labeller and judge may know.
        model: Gives the vectors.
        settings: Settings of labelling.

    Returns:
        One row per text and proposed label, with ``relevance``, ``fit_grade``, ``is_sensitive``.
    """
    texts = texts.sort_values("text_hash", ignore_index=True)
    labels = embedded_labeller(memory, model, settings).label(texts)
    return embedded_judge(memory, model, settings).judge(labels, texts)


def is_accepted(judged: pd.DataFrame) -> pd.Series:
    """Tell which labels go on at the shipped settings."""
    return (judged["fit_grade"] >= MIN_FIT_GRADE) & ~judged["is_sensitive"]


def mark_hits(
    labels: pd.DataFrame, wanted: Mapping[str, list[str]], model: EmbeddingModel
) -> NDArray[np.bool_]:
    """Tell which labels name a wanted hobby of their text.

    Args:
        labels: ``text_hash`` and ``label``.
        wanted: Phrases wanted for each text.
        model: Gives the vectors; the measure is defined with all-MiniLM-L6-v2.

    Returns:
        For each row whether the label equals a wanted phrase after normalising, or has a cosine of
        0.60 or more to one.
    """
    phrases = sorted({phrase for some in wanted.values() for phrase in some})
    row_of = {phrase: row for row, phrase in enumerate(phrases)}
    distinct = sorted(labels["label"].unique())
    cosines = embed_texts(distinct, model=model) @ embed_texts(phrases, model=model).T
    place = {label: row for row, label in enumerate(distinct)}
    hits = []
    for text_hash, label in zip(labels["text_hash"], labels["label"], strict=True):
        some = wanted.get(text_hash, [])
        near = bool(some) and cosines[place[label], [row_of[p] for p in some]].max() >= HIT_COSINE
        hits.append(near or _plain(label) in {_plain(phrase) for phrase in some})
    return np.array(hits, dtype=bool)


def measure(
    accepted: pd.DataFrame, gold: pd.DataFrame, hits: NDArray[np.bool_]
) -> dict[str, float]:
    """Count precision, strong recall and abstention.

    Args:
        accepted: One row per accepted label, ``text_hash``.
        gold: The reference labels, see `gold.read_gold`.
        hits: For each accepted label whether it is a hit.

    Returns:
        ``precision`` (hits by accepted labels), ``strong_recall`` (strong products with a hit),
        ``abstention`` (none products with nothing accepted), ``accepted_label_count``.
    """
    hashes = accepted["text_hash"]
    strong = gold.loc[gold["signal"] == "strong", "text_hash"]
    none = gold.loc[gold["signal"] == "none", "text_hash"]
    return {
        "precision": float(hits.mean()) if len(hits) else 0.0,
        "strong_recall": float(strong.isin(hashes[hits]).mean()),
        "abstention": float((~none.isin(hashes)).mean()),
        "accepted_label_count": float(len(accepted)),
    }


def intervals(
    accepted: pd.DataFrame, gold: pd.DataFrame, hits: NDArray[np.bool_]
) -> dict[str, float]:
    """Give 95% intervals of the three measures by resampling products."""
    counts = pd.DataFrame({"text_hash": accepted["text_hash"], "hit": hits})
    counts = counts.groupby("text_hash")["hit"].agg(["size", "sum"])
    per_product = counts.reindex(gold["text_hash"], fill_value=0).to_numpy()
    strong, none = (gold["signal"] == "strong").to_numpy(), (gold["signal"] == "none").to_numpy()
    random = np.random.default_rng(0)
    drawn = []
    for _ in range(_RESAMPLES):
        rows = random.integers(0, len(gold), len(gold))
        size, hit = per_product[rows].T
        drawn.append(
            (
                hit.sum() / max(size.sum(), 1),
                (hit[strong[rows]] > 0).mean(),
                (size[none[rows]] == 0).mean(),
            )
        )
    low, high = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    names = ("precision", "strong_recall", "abstention")
    return {
        f"{name}_ci_{side}": float(value)
        for side, values in (("low", low), ("high", high))
        for name, value in zip(names, values, strict=True)
    }


def measure_on_gold(
    gold: pd.DataFrame, memory: Memory, model: EmbeddingModel, settings: LabelSettings
) -> tuple[dict[str, float], pd.DataFrame]:
    """Measure labeller and judge on the reference labels.

    Args:
        gold: The reference labels; their texts are taken out of the memory first.
        memory: The whole memory.
        model: Gives the vectors.
        settings: Shipped settings, or others to compare.

    Returns:
        The figures, flat, with the curve over the least relevance as ``at_0.50_precision`` and so
        on; and every judged label with ``is_hit``.
    """
    known = memory.without(gold)
    wanted = dict(zip(gold["text_hash"], gold["hobbies"], strict=True))
    figures: dict[str, float] = {
        "product_count": float(len(gold)),
        "left_out_text_count": float(len(memory.texts) - len(known.texts)),
    }

    def judged_at(least: float) -> pd.DataFrame:
        at_least = settings.model_copy(update={"min_relevance": least})
        rows = label_and_judge(gold, known, model, at_least)
        return rows.assign(is_hit=mark_hits(rows, wanted, model), is_accepted=is_accepted(rows))

    judged = judged_at(settings.min_relevance)
    accepted = judged[judged["is_accepted"]]
    hits = accepted["is_hit"].to_numpy()
    figures |= measure(accepted, gold, hits) | intervals(accepted, gold, hits)
    figures |= measure_languages(accepted, gold, hits)
    labelled = accepted["text_hash"].nunique()
    figures["labels_per_labelled_product"] = len(accepted) / max(labelled, 1)
    proposed = measure(judged, gold, judged["is_hit"].to_numpy())
    figures |= {f"proposed_{name}": value for name, value in proposed.items()}
    for least in CURVE:
        rows = judged_at(least)
        kept = rows[rows["is_accepted"]]
        found = measure(kept, gold, kept["is_hit"].to_numpy())
        figures |= {f"at_{least:.2f}_{name}": value for name, value in found.items()}
    return figures, judged


def measure_languages(
    accepted: pd.DataFrame, gold: pd.DataFrame, hits: NDArray[np.bool_]
) -> dict[str, float]:
    """Measure each language, if there is more than one, and count sensitive products labelled.

    Args:
        accepted: As for `measure`.
        gold: Likewise, with ``language`` and ``kind``.
        hits: Likewise.

    Returns:
        The figures of `measure` as ``pl_precision`` and so on, and ``sensitive_labelled_count``
        where products of kind ``sensitive`` are among them.
    """
    figures: dict[str, float] = {}
    languages = sorted(gold["language"].unique())
    for language in languages if len(languages) > 1 else []:
        some = gold[gold["language"] == language]
        of_language = accepted["text_hash"].isin(some["text_hash"]).to_numpy()
        found = measure(accepted[of_language], some, hits[of_language])
        figures |= {f"{language}_{name}": value for name, value in found.items()}
    sensitive = gold.loc[gold["kind"] == "sensitive", "text_hash"]
    if len(sensitive):
        figures["sensitive_labelled_count"] = float(sensitive.isin(accepted["text_hash"]).sum())
    return figures


def text_hashes(texts: pd.DataFrame) -> list[str]:
    """Make keys for texts that come without one."""
    keys = texts["product_name"] + "\n" + texts["category_path"]
    return [hashlib.md5(key.encode(errors="replace")).hexdigest() for key in keys]  # noqa: S324


def _plain(phrase: str) -> str:
    return _NOT_WORD.sub(" ", phrase.casefold()).strip()
