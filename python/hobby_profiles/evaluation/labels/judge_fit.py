"""Fit the judge's coefficients on the memory of labelled examples."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.judge.associations import Associations
from hobby_profiles.labels.judge.evidence import EVIDENCE, gather_evidence
from hobby_profiles.labels.judge.model import GRADE_STEPS, GradeModel
from hobby_profiles.labels.memory import TEXT_KEY, Memory

CONFIRMED: dict[int, tuple[float, float, float, float]] = {
    1: (0.83, 0.61, 0.06, 0.06),
    2: (0.99, 0.88, 0.24, 0.01),
    3: (0.99, 0.92, 0.51, 0.04),
    4: (0.97, 0.94, 0.75, 0.23),
    5: (0.99, 0.97, 0.96, 0.80),
}
"""For each recorded grade: share of 302 such pairs that an independent reader graded at least 2, 3,
4 and 5 (half a pair added). It tells the fit how far to trust each recorded grade."""

_OTHERS_LABEL = (0.01, 0.01, 0.01, 0.01)
"""The same for another product's label: of 63 such pairs, 62 were graded 1 and one was graded 2."""

_FOLDS = 5
_INVERSE_PENALTY = 1.0


def training_pairs(memory: Memory, model: EmbeddingModel, *, seed: int = 0) -> pd.DataFrame:
    """Make pairs to learn from, with evidence that never saw the pair's own text.

    The memory is parted into five folds of texts. Each fold's pairs (its recorded labels, and for
    each text one label of another text as a negative) get their evidence from the other folds.

    Args:
        memory: Labelled texts.
        model: Gives the vectors.
        seed: Chooses folds and negatives.

    Returns:
        `EVIDENCE` and ``recorded_grade`` (missing for another product's label), one row per pair.
    """
    random = np.random.default_rng(seed)
    fold = random.permutation(len(memory.texts)) % _FOLDS
    parts = []
    for held_out in range(_FOLDS):
        others = memory.subset(fold != held_out)
        held = memory.subset(fold == held_out)
        recorded = held.labels.merge(held.texts, left_on="text_row", right_index=True)
        recorded = recorded.rename(columns={"fit_grade": "recorded_grade"})
        swapped = held.texts.assign(
            text_row=range(len(held.texts)),
            label=random.choice(others.labels["label"].to_numpy(), len(held.texts)),
        )
        swapped = swapped.merge(held.labels, on=["text_row", "label"], how="left")
        swapped = swapped[swapped["fit_grade"].isna()].assign(recorded_grade=np.nan)
        columns = [*TEXT_KEY, "label", "recorded_grade"]
        pairs = pd.concat([recorded[columns], swapped[columns]], ignore_index=True)
        evidence = gather_evidence(pairs, Associations(others, model), model)
        parts.append(evidence.assign(recorded_grade=pairs["recorded_grade"]))
    return pd.concat(parts, ignore_index=True)


def fit_grade_model(pairs: pd.DataFrame) -> GradeModel:
    """Fit one logistic regression per step of the grade.

    A recorded pair counts as fitting with the share in `CONFIRMED`, as not fitting with the rest.

    Args:
        pairs: What `training_pairs` returns.

    Returns:
        The model, with evidence standardised by the mean and standard deviation of these pairs.
    """
    from sklearn.linear_model import LogisticRegression

    values = pairs[list(EVIDENCE)].to_numpy(dtype=np.float64)
    means, scales = values.mean(axis=0), values.std(axis=0)
    scaled = (values - means) / scales
    weights, intercepts = [], []
    for step in range(len(GRADE_STEPS)):
        share = _confirmed_share(pairs["recorded_grade"], step)
        fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=500).fit(
            np.vstack([scaled, scaled]),
            np.repeat([1, 0], len(scaled)),
            sample_weight=np.concatenate([share, 1 - share]),
        )
        weights.append(fitted.coef_[0])
        intercepts.append(fitted.intercept_[0])
    return GradeModel(means, scales, np.array(weights), np.array(intercepts))


def _confirmed_share(recorded: pd.Series, step: int) -> NDArray[np.float64]:
    shares = {grade: row[step] for grade, row in CONFIRMED.items()}
    return np.asarray(recorded.map(shares).fillna(_OTHERS_LABEL[step]), dtype=np.float64)
