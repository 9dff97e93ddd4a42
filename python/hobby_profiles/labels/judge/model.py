"""The judge's grade model: trees tell what fits at all, open logistic regressions how well."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.shipped import reference_file
from hobby_profiles.labels.embedded.storage import text_bytes, text_of, tree_arrays, trees_of
from hobby_profiles.labels.embedded.trees import Trees
from hobby_profiles.labels.judge.evidence import EVIDENCE

GRADE_STEPS = (2, 3, 4, 5)
"""The model gives, for each, the probability that an independent reader grades at least so."""

LINEAR_STEPS = (2, 4, 5)
"""The steps that a logistic regression tells; the step to 3, where a label is kept, has trees."""

SHIPPED_MODEL = reference_file("judge_model.npz")
"""What ``hobby-profiles evaluate judge --refit`` writes."""

_LIKELY = 0.5
_ARRAYS = ("means", "scales", "weights", "intercepts")


@dataclass(frozen=True)
class GradeModel:
    """Cumulative probabilities over evidence, one step of the grade at a time.

    The steps are told apart as by Frank and Hall (2001), and a step is reached only with those
    below it: trees know nothing of titles unlike all they have seen, the linear step to 2 does.

    Attributes:
        means: Array (evidence,): means by which evidence is centred.
        scales: Array (evidence,): standard deviations by which it is divided.
        weights: Array (3, evidence): a row for each of `LINEAR_STEPS`.
        intercepts: Array (3,).
        kept: Trees for a grade of at least 3, their base set so that one half is where to reject.
    """

    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]
    kept: Trees

    def probabilities(self, evidence: pd.DataFrame) -> NDArray[np.float64]:
        """Probability of at least grade 2, 3, 4 and 5.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n, 4), falling from left to right, rounded to six decimals.
        """
        logits = self.standardised(evidence) @ self.weights.T + self.intercepts
        any_fit, clear, sure = (1.0 / (1.0 + np.exp(-logits))).T
        kept = self.kept.probability(evidence[list(EVIDENCE)].to_numpy(dtype=np.float32))
        steps = np.column_stack([any_fit, kept, clear, sure])
        return np.minimum.accumulate(steps, axis=1).round(6)

    def standardised(self, evidence: pd.DataFrame) -> NDArray[np.float64]:
        """Evidence in standard deviations above the usual.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n, evidence).
        """
        values = evidence[list(EVIDENCE)].to_numpy(dtype=np.float64)
        return np.asarray((values - self.means) / self.scales)

    def grades(self, evidence: pd.DataFrame) -> NDArray[np.int64]:
        """Grade 1 to 5: the highest that is reached with a probability of at least one half.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n,).
        """
        steps: NDArray[np.int64] = (self.probabilities(evidence) >= _LIKELY).sum(axis=1)
        return steps + 1


def write_grade_model(model: GradeModel, file: Path, fingerprint: str) -> None:
    """Write a model and what it depends on; the same model makes the same bytes."""
    arrays = {name: getattr(model, name) for name in _ARRAYS}
    np.savez_compressed(
        file,
        allow_pickle=False,
        fingerprint=text_bytes(fingerprint),
        evidence=text_bytes("\n".join(EVIDENCE)),
        **arrays,
        **tree_arrays("kept", model.kept),
    )


def load_grade_model(file: Path = SHIPPED_MODEL) -> tuple[GradeModel, str]:
    """Read a model.

    Args:
        file: What `write_grade_model` wrote; the shipped model by default.

    Returns:
        The model and the fingerprint of what it depends on.

    Raises:
        InputError: If the file is missing, damaged or of other evidence.
    """
    try:
        with np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if text_of(arrays["evidence"]) != "\n".join(EVIDENCE):
            raise ValueError("it was fitted on other evidence")
        means, scales, weights, intercepts = (arrays[name] for name in _ARRAYS)
        model = GradeModel(means, scales, weights, intercepts, trees_of("kept", arrays))
        return model, text_of(arrays["fingerprint"])
    except (OSError, KeyError, ValueError) as error:
        raise InputError(
            f"The judge's model, {str(file)!r}, cannot be read ({error}). Get it again from the "
            "repository, or fit it with `hobby-profiles evaluate judge --refit`."
        ) from error
