"""Fit the judge's grade model on the memory of labelled examples."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.embedded.trees import Trees
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.judge.evidence import EVIDENCE, gather_evidence
from hobby_profiles.labels.judge.knowledge import Knowledge
from hobby_profiles.labels.judge.model import GRADE_STEPS, LINEAR_STEPS, GradeModel
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

_TRAP = (0.30, 0.08, 0.01, 0.005)
"""The same for a trap: of 130, a second reader graded 8% a 3 and none better; 1 or 2 is a guess."""

_TRAP_WEIGHT = 3
"""What a labeller proposes holds more traps than a text has recorded: they count threefold."""

_GOOD_GRADE = 4
_GOOD_LOST = 0.035
"""Share of good pairs that the trees may reject; lists and the step to 2 reject more."""

_LEAST_KEPT = 2
"""Recorded pairs from this grade on are shown to the trees as fitting: see `CONFIRMED`."""

_TREES = 120
_LEAST_IN_LEAF = 100
_FOLDS = 5
_SWAPPED_ONE_IN = 4
_INVERSE_PENALTY = 1.0

RECORDED, SWAPPED, TRAP = "recorded", "swapped", "trap"


def training_pairs(
    memory: Memory, traps: pd.DataFrame, model: EmbeddingModel, *, seed: int = 0
) -> pd.DataFrame:
    """Make pairs to learn from, with evidence that never saw the pair's own text.

    The texts that are not held out are split into five parts (by a hash of the text). Each gives
    pairs, whose evidence comes from the other four: the recorded labels, the traps, and for one
    text in four a label of another text as a negative.

    Args:
        memory: Labelled texts.
        traps: ``product_name``, ``category_path``, ``trap_label``.
        model: Gives the vectors.
        seed: Chooses negatives.

    Returns:
        `EVIDENCE`, ``recorded_grade`` (of a recorded pair), ``source`` (recorded, swapped, trap)
        and ``fold``, one row per pair.
    """
    random = np.random.default_rng(seed)
    memory = memory.subset(~is_held_out(memory.texts))
    traps = traps[~is_held_out(traps)]
    folds, trap_folds = _folds(memory.texts), _folds(traps)
    parts = []
    for fold in range(_FOLDS):
        others, own = memory.subset(folds != fold), memory.subset(folds == fold)
        pairs = _pairs(own, others, traps[trap_folds == fold], random)
        evidence = gather_evidence(
            pairs, Knowledge(others, model, traps[trap_folds != fold]), model
        )
        about = pairs[["recorded_grade", "source"]].assign(fold=fold)
        parts.append(evidence.join(about))
    return pd.concat(parts, ignore_index=True)


def fit_grade_model(pairs: pd.DataFrame) -> GradeModel:
    """Fit trees for the step to grade 3, and a logistic regression for each other step.

    The trees tell recorded pairs from traps and swapped ones. Their step is then set so that out of
    fold it loses few, `_GOOD_LOST`, of the pairs recorded with 4 or 5: what a marketer misses most
    is a label that was right. For the regressions a recorded pair counts as fitting with the share
    in `CONFIRMED`, as not fitting with the rest.

    Args:
        pairs: What `training_pairs` returns.

    Returns:
        The model, with evidence standardised by the mean and standard deviation of these pairs.
    """
    from sklearn.linear_model import LogisticRegression

    values = pairs[list(EVIDENCE)].to_numpy(dtype=np.float64)
    means, scales = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    scaled = (values - means) / scales
    weight = np.where(pairs["source"] == TRAP, float(_TRAP_WEIGHT), 1.0)
    weights, intercepts = [], []
    for step in LINEAR_STEPS:
        share = _confirmed_share(pairs, GRADE_STEPS.index(step))
        fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=500).fit(
            np.vstack([scaled, scaled]),
            np.repeat([1, 0], len(scaled)),
            sample_weight=np.concatenate([weight * share, weight * (1 - share)]),
        )
        weights.append(fitted.coef_[0])
        intercepts.append(fitted.intercept_[0])
    return GradeModel(means, scales, np.array(weights), np.array(intercepts), _fit_trees(pairs))


def _fit_trees(pairs: pd.DataFrame) -> Trees:
    features = pairs[list(EVIDENCE)].to_numpy(dtype=np.float32)
    is_recorded = (pairs["source"] == RECORDED).to_numpy()
    is_told = ~is_recorded | (pairs["recorded_grade"] >= _LEAST_KEPT).to_numpy()
    is_trap = (pairs["source"] == TRAP).to_numpy()
    is_good = (pairs["recorded_grade"] >= _GOOD_GRADE).to_numpy()
    folds = pairs["fold"].to_numpy()

    def fit(is_own: NDArray[np.bool_]) -> Trees:
        times = np.where(is_trap, _TRAP_WEIGHT, 1) * (is_told & is_own)
        rows = np.repeat(np.arange(len(pairs)), times)
        return Trees.fit(features[rows], is_recorded[rows], trees=_TREES, in_leaf=_LEAST_IN_LEAF)

    good = [
        fit(folds != fold).probability(features[is_good & (folds == fold)])
        for fold in range(_FOLDS)
    ]
    limit = float(np.quantile(np.concatenate(good), _GOOD_LOST))
    trees = fit(np.ones(len(pairs), dtype=bool))
    return replace(trees, base=trees.base - float(np.log(limit / (1.0 - limit))))


def _pairs(
    own: Memory, others: Memory, traps: pd.DataFrame, random: np.random.Generator
) -> pd.DataFrame:
    recorded = own.labels.merge(own.texts, left_on="text_row", right_index=True)
    recorded = recorded.rename(columns={"fit_grade": "recorded_grade"}).assign(source=RECORDED)
    some = own.texts[::_SWAPPED_ONE_IN]
    swapped = some.assign(
        label=random.choice(others.labels["label"].to_numpy(), len(some)), source=SWAPPED
    )
    wrong = traps.rename(columns={"trap_label": "label"}).assign(source=TRAP)
    columns = [*TEXT_KEY, "label", "recorded_grade", "source"]
    pairs = pd.concat([recorded, swapped, wrong], ignore_index=True).reindex(columns=columns)
    return pairs.drop_duplicates([*TEXT_KEY, "label"], ignore_index=True)


def _folds(texts: pd.DataFrame) -> NDArray[np.int64]:
    fields = texts[TEXT_KEY].fillna("").astype(str)
    keys = fields["product_name"] + "\n" + fields["category_path"]
    digests = (
        hashlib.blake2b(key.encode(errors="replace"), digest_size=8, person=b"judge")
        for key in keys
    )
    return np.array(
        [int.from_bytes(digest.digest(), "big") % _FOLDS for digest in digests], dtype=np.int64
    )


def _confirmed_share(pairs: pd.DataFrame, step: int) -> NDArray[np.float64]:
    shares = {grade: row[step] for grade, row in CONFIRMED.items()}
    others = pairs["source"].map({SWAPPED: _OTHERS_LABEL[step], TRAP: _TRAP[step]})
    return np.asarray(pairs["recorded_grade"].map(shares).fillna(others), dtype=np.float64)
