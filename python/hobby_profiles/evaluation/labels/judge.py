"""Measure the judge against an independent reader's grades."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.columns import require_columns
from hobby_profiles.core.errors import InputError
from hobby_profiles.embedding import EmbeddingModel, embed_texts
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.judge.associations import row_products
from hobby_profiles.labels.judge.embedded import EmbeddedJudge
from hobby_profiles.labels.memory import TEXT_KEY, Memory

PAIRS_FILE = "judge_pairs.csv"
REJECTED_UP_TO = 2
GOOD_FROM = 4
_TITLE_CHARACTERS = 110
"""The reader saw titles cut here, so texts are told apart by no more than this."""

_COLUMNS = ("product_name", "category_path", "label", "grade", "is_sensitive", "source")
_RESAMPLES = 2_000

Flags = NDArray[np.bool_]


def read_pairs(folder: Path) -> pd.DataFrame:
    """Read the graded pairs.

    Args:
        folder: Folder with ``judge_pairs.csv``: product_name, category_path, label, grade 1..5,
            is_sensitive 0/1, source (recorded, swapped, planted), optionally recorded_grade.

    Returns:
        The pairs; ``recorded_grade`` is missing where there is none.

    Raises:
        InputError: If the file is missing or lacks a column.
    """
    path = folder / PAIRS_FILE
    if not path.exists():
        raise InputError(f"There is no {PAIRS_FILE} in {str(folder)!r}; give its folder as --gold.")
    pairs = pd.read_csv(path)
    require_columns(pairs, _COLUMNS, str(path))
    pairs = pairs.fillna({"product_name": "", "category_path": "", "source": ""})
    return pairs.assign(recorded_grade=pairs.get("recorded_grade", np.nan))


def memory_without(memory: Memory, pairs: pd.DataFrame) -> Memory:
    """Leave the judged texts out of the memory, also where the pairs' titles were cut.

    Args:
        memory: The memory of labelled examples.
        pairs: The pairs that are measured.

    Returns:
        A memory without any text of the pairs.
    """
    return memory.subset(~are_judged(memory.texts, pairs))


def are_judged(texts: pd.DataFrame, pairs: pd.DataFrame) -> Flags:
    """Tell which texts, (n,), are among those of the pairs, whose titles may be cut."""
    return np.asarray(_text_keys(texts).isin(set(_text_keys(pairs))), dtype=np.bool_)


def measure_judge(
    pairs: pd.DataFrame, judge: EmbeddedJudge, model: EmbeddingModel
) -> tuple[dict[str, float], pd.DataFrame]:
    """Measure rejection, sensitivity and agreement in grades, beside plain baselines.

    Rejection means grade 1 or 2. Kappa is Cohen's, with quadratic weights.

    Args:
        pairs: What `read_pairs` returns.
        judge: The judge, its memory without the texts of the pairs.
        model: Gives the vectors of the cosine baseline.

    Returns:
        The figures by name, and the pairs with the judge's grade and explanation.
    """
    answer = judge.grade(pairs)
    is_bad = (pairs["grade"] <= REJECTED_UP_TO).to_numpy()
    rejected = (answer["fit_grade"] <= REJECTED_UP_TO).to_numpy()
    by_model = judge.estimate(pairs)
    has_record = pairs["recorded_grade"].notna().to_numpy()
    sensitive = pairs["is_sensitive"].to_numpy(dtype=bool)
    marked = answer["is_sensitive"].to_numpy(dtype=bool)
    planted = (pairs["source"] == "planted").to_numpy()
    figures: dict[str, float] = {
        "pair_count": len(pairs),
        "bad_pair_count": int(is_bad.sum()),
        **_rejection("", is_bad, rejected),
        **_intervals(is_bad, rejected),
        "sensitive_recall": _share(marked, sensitive),
        "planted_sensitive_recall": _share(marked, sensitive & planted),
        "sensitive_precision": _share(sensitive, marked),
        "weighted_kappa": _kappa(pairs["grade"], answer["fit_grade"]),
        "recorded_pairs_weighted_kappa": _kappa(
            pairs["grade"][has_record], answer["fit_grade"][has_record]
        ),
        "recorded_grades_weighted_kappa": _kappa(
            pairs["grade"][has_record], pairs["recorded_grade"][has_record]
        ),
        **_rejection("without_lists_", is_bad, by_model <= REJECTED_UP_TO),
        **_rejection(
            "recorded_grades_",
            is_bad[has_record],
            (pairs["recorded_grade"][has_record] <= REJECTED_UP_TO).to_numpy(),
        ),
        **_rejection("baseline_cosine_", is_bad, _cosine_rejection(pairs, is_bad, model)),
    }
    for source in sorted(pairs["source"].unique()):
        inside = is_bad & (pairs["source"] == source).to_numpy()
        figures[f"recall_{source}"] = _share(rejected, inside)
    figures = {name: round(float(value), 4) for name, value in figures.items()}
    return figures, pairs.join(answer.drop(columns="is_sensitive"))


def held_out_pairs(memory: Memory, traps: pd.DataFrame) -> pd.DataFrame:
    """Collect what was recorded of the texts that nothing learns from.

    Args:
        memory: All labelled texts, held-out ones among them.
        traps: ``product_name``, ``category_path``, ``trap_label``, likewise.

    Returns:
        ``product_name``, ``category_path``, ``label``, ``is_trap``: traps, and labels recorded
        with grade 4 or 5.
    """
    held = memory.subset(is_held_out(memory.texts))
    good = held.labels[held.labels["fit_grade"] >= GOOD_FROM]
    good = good.merge(held.texts, left_on="text_row", right_index=True).assign(is_trap=False)
    wrong = traps[is_held_out(traps)].rename(columns={"trap_label": "label"}).assign(is_trap=True)
    return pd.concat([good, wrong], ignore_index=True)[[*TEXT_KEY, "label", "is_trap"]]


def measure_traps(pairs: pd.DataFrame, judge: EmbeddedJudge) -> dict[str, float]:
    """Measure how many traps are rejected, and how many good pairs with them.

    Args:
        pairs: What `held_out_pairs` returns.
        judge: The judge, its memory without these texts.

    Returns:
        ``trap_rejection``, ``good_pairs_lost``, and how many pairs of each there were.
    """
    rejected = (judge.grade(pairs)["fit_grade"] <= REJECTED_UP_TO).to_numpy()
    traps = pairs["is_trap"].to_numpy(dtype=bool)
    figures = {
        "trap_rejection": _share(rejected, traps),
        "good_pairs_lost": _share(rejected, ~traps),
        "trap_count": float(traps.sum()),
        "good_pair_count": float((~traps).sum()),
    }
    return {name: round(value, 4) for name, value in figures.items()}


def _text_keys(texts: pd.DataFrame) -> pd.Series:
    return texts["product_name"].str[:_TITLE_CHARACTERS].str.strip() + "\n" + texts["category_path"]


def _rejection(prefix: str, is_bad: Flags, rejected: Flags) -> dict[str, float]:
    precision, recall = _share(is_bad, rejected), _share(rejected, is_bad)
    total = precision + recall
    return {
        f"{prefix}precision": precision,
        f"{prefix}recall": recall,
        f"{prefix}f1": 2 * precision * recall / total if total else 0.0,
    }


def _intervals(is_bad: Flags, rejected: Flags) -> dict[str, float]:
    """95% percentile intervals by resampling pairs."""
    random = np.random.default_rng(0)
    rows = random.integers(0, len(is_bad), (_RESAMPLES, len(is_bad)))
    both = (is_bad & rejected)[rows].sum(axis=1)
    shares = {
        "precision": both / np.maximum(1, rejected[rows].sum(axis=1)),
        "recall": both / np.maximum(1, is_bad[rows].sum(axis=1)),
    }
    return {
        f"{name}_ci_{side}": float(np.quantile(values, quantile))
        for name, values in shares.items()
        for side, quantile in (("low", 0.025), ("high", 0.975))
    }


def _cosine_rejection(pairs: pd.DataFrame, is_bad: Flags, model: EmbeddingModel) -> Flags:
    """Reject below a cosine of title and label, at the threshold that is best on these pairs."""
    titles = embed_texts(pairs["product_name"].tolist(), model=model).astype(np.float64)
    labels = embed_texts(pairs["label"].tolist(), model=model).astype(np.float64)
    rows = np.arange(len(pairs))
    cosines = row_products(titles, labels, np.column_stack([rows, rows])).round(6)
    best = max(
        np.unique(cosines).tolist(),
        key=lambda threshold: _rejection("", is_bad, cosines < threshold)["f1"],
    )
    return np.asarray(cosines < best, dtype=np.bool_)


def _share(hits: Flags, among: Flags) -> float:
    """Share of hits among the marked rows; 0 if none is marked."""
    return float(hits[among].mean()) if among.any() else 0.0


def _kappa(reader: pd.Series, other: pd.Series) -> float:
    from sklearn.metrics import cohen_kappa_score

    if reader.empty:
        return 0.0
    return float(cohen_kappa_score(reader.astype(int), other.astype(int), weights="quadratic"))
