"""The judge's grade model: four open logistic regressions, one for each step of the grade."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from hobby_profiles.labels.judge.evidence import EVIDENCE

GRADE_STEPS = (2, 3, 4, 5)
"""The model gives, for each, the probability that an independent reader grades at least so."""

_LIKELY = 0.5
_FILE = "coefficients.json"


@dataclass(frozen=True)
class GradeModel:
    """Cumulative logits over standardised evidence (Frank and Hall, 2001).

    Attributes:
        means: Array (evidence,): means by which evidence is centred.
        scales: Array (evidence,): standard deviations by which it is divided.
        weights: Array (4, evidence): a row for each of `GRADE_STEPS`.
        intercepts: Array (4,).
    """

    means: NDArray[np.float64]
    scales: NDArray[np.float64]
    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def probabilities(self, evidence: pd.DataFrame) -> NDArray[np.float64]:
        """Probability of at least grade 2, 3, 4 and 5.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n, 4), falling from left to right, rounded to six decimals.
        """
        logits = self.terms(evidence).sum(axis=2) + self.intercepts
        probabilities = 1.0 / (1.0 + np.exp(-logits))
        return np.minimum.accumulate(probabilities, axis=1).round(6)

    def terms(self, evidence: pd.DataFrame) -> NDArray[np.float64]:
        """What each piece of evidence adds to each logit.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n, 4, evidence).
        """
        values = (evidence[list(EVIDENCE)].to_numpy(dtype=np.float64) - self.means) / self.scales
        return values[:, None, :] * self.weights[None, :, :]

    def grades(self, evidence: pd.DataFrame) -> NDArray[np.int64]:
        """Grade 1 to 5: the highest that is reached with a probability of at least one half.

        Args:
            evidence: ``n`` rows of `EVIDENCE`.

        Returns:
            Array (n,).
        """
        steps: NDArray[np.int64] = (self.probabilities(evidence) >= _LIKELY).sum(axis=1)
        return steps + 1

    def to_json(self) -> str:
        """Write the model as readable JSON, the format of the shipped file."""
        steps = {
            f"at_least_{step}": {
                "intercept": round(float(self.intercepts[row]), 4),
                **{
                    name: round(float(weight), 4)
                    for name, weight in zip(EVIDENCE, self.weights[row], strict=True)
                },
            }
            for row, step in enumerate(GRADE_STEPS)
        }
        scaling = {
            name: {"mean": round(float(mean), 4), "standard_deviation": round(float(scale), 4)}
            for name, mean, scale in zip(EVIDENCE, self.means, self.scales, strict=True)
        }
        return json.dumps({"evidence": scaling, "grade_steps": steps}, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> GradeModel:
        """Read what `to_json` wrote."""
        stored = json.loads(text)
        scaling = [stored["evidence"][name] for name in EVIDENCE]
        steps = [stored["grade_steps"][f"at_least_{step}"] for step in GRADE_STEPS]
        return cls(
            means=np.array([row["mean"] for row in scaling]),
            scales=np.array([row["standard_deviation"] for row in scaling]),
            weights=np.array([[step[name] for name in EVIDENCE] for step in steps]),
            intercepts=np.array([step["intercept"] for step in steps]),
        )


def load_grade_model() -> GradeModel:
    """Read the shipped coefficients; ``hobby-profiles evaluate judge --refit`` writes them."""
    return GradeModel.from_json(files("hobby_profiles.labels.judge").joinpath(_FILE).read_text())
