"""Fit the judge's coefficients on the memory of labelled examples."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.embedding import EmbeddingModel
from hobby_profiles.labels.held_out import is_held_out
from hobby_profiles.labels.judge.evidence import EVIDENCE, gather_evidence
from hobby_profiles.labels.judge.knowledge import Knowledge
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

_TRAP = (0.30, 0.08, 0.01, 0.005)
"""The same for a trap: of 130, a second reader graded 8% a 3 and none better; 1 or 2 is a guess."""

_TRAP_WEIGHT = 3.0
"""What a labeller proposes holds more traps than a text has recorded: they count threefold."""

_GOOD_GRADE = 4
_GOOD_LOST = 0.04
_ONE_IN = 5
_INVERSE_PENALTY = 1.0

RECORDED, SWAPPED, TRAP = "recorded", "swapped", "trap"


def training_pairs(
    memory: Memory, traps: pd.DataFrame, model: EmbeddingModel, *, seed: int = 0
) -> pd.DataFrame:
    """Make pairs to learn from, with evidence that never saw the pair's own text.

    Of the texts that are not held out, one in five (by a hash of the text) gives pairs: its
    recorded labels, its traps, and a label of another text as a negative. Their evidence comes
    from the other four.

    Args:
        memory: Labelled texts.
        traps: ``product_name``, ``category_path``, ``trap_label``.
        model: Gives the vectors.
        seed: Chooses negatives.

    Returns:
        `EVIDENCE`, ``recorded_grade`` (of a recorded pair) and ``source`` (recorded, swapped,
        trap), one row per pair.
    """
    random = np.random.default_rng(seed)
    memory = memory.subset(~is_held_out(memory.texts))
    traps = traps[~is_held_out(traps)]
    graded, trapped = _is_graded(memory.texts), _is_graded(traps)
    others, own = memory.subset(~graded), memory.subset(graded)
    recorded = own.labels.merge(own.texts, left_on="text_row", right_index=True)
    recorded = recorded.rename(columns={"fit_grade": "recorded_grade"}).assign(source=RECORDED)
    swapped = own.texts.assign(
        label=random.choice(others.labels["label"].to_numpy(), len(own.texts)), source=SWAPPED
    )
    wrong = traps[trapped].rename(columns={"trap_label": "label"}).assign(source=TRAP)
    columns = [*TEXT_KEY, "label", "recorded_grade", "source"]
    pairs = pd.concat([recorded, swapped, wrong], ignore_index=True).reindex(columns=columns)
    pairs = pairs.drop_duplicates([*TEXT_KEY, "label"], ignore_index=True)
    evidence = gather_evidence(pairs, Knowledge(others, model, traps[~trapped]), model)
    return evidence.assign(recorded_grade=pairs["recorded_grade"], source=pairs["source"])


def fit_grade_model(pairs: pd.DataFrame) -> GradeModel:
    """Fit one logistic regression per step of the grade.

    A recorded pair counts as fitting with the share in `CONFIRMED`, as not fitting with the rest.
    The step to grade 3 is then set so that it loses one in twenty-five of the pairs recorded with
    4 or 5: what a marketer misses most is a label that was right.

    Args:
        pairs: What `training_pairs` returns.

    Returns:
        The model, with evidence standardised by the mean and standard deviation of these pairs.
    """
    from sklearn.linear_model import LogisticRegression

    values = pairs[list(EVIDENCE)].to_numpy(dtype=np.float64)
    means, scales = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    scaled = (values - means) / scales
    weight = np.where(pairs["source"] == TRAP, _TRAP_WEIGHT, 1.0)
    weights, intercepts = [], []
    for step in range(len(GRADE_STEPS)):
        share = _confirmed_share(pairs, step)
        fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=500).fit(
            np.vstack([scaled, scaled]),
            np.repeat([1, 0], len(scaled)),
            sample_weight=np.concatenate([weight * share, weight * (1 - share)]),
        )
        weights.append(fitted.coef_[0])
        intercepts.append(fitted.intercept_[0])
    step = GRADE_STEPS.index(3)
    good = (pairs["recorded_grade"] >= _GOOD_GRADE).to_numpy()
    if good.any():
        logits = scaled[good] @ weights[step] + intercepts[step]
        intercepts[step] -= min(0.0, float(np.quantile(logits, _GOOD_LOST)))
    return GradeModel(means, scales, np.array(weights), np.array(intercepts))


def _is_graded(texts: pd.DataFrame) -> NDArray[np.bool_]:
    fields = texts[TEXT_KEY].fillna("").astype(str)
    keys = fields["product_name"] + "\n" + fields["category_path"]
    digests = (
        hashlib.blake2b(key.encode(errors="replace"), digest_size=8, person=b"judge")
        for key in keys
    )
    return np.array(
        [int.from_bytes(digest.digest(), "big") % _ONE_IN == 0 for digest in digests], dtype=bool
    )


def _confirmed_share(pairs: pd.DataFrame, step: int) -> NDArray[np.float64]:
    shares = {grade: row[step] for grade, row in CONFIRMED.items()}
    others = pairs["source"].map({SWAPPED: _OTHERS_LABEL[step], TRAP: _TRAP[step]})
    return np.asarray(pairs["recorded_grade"].map(shares).fillna(others), dtype=np.float64)
