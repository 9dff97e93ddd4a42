"""Fitting what makes a topic a part of a person, on a reader's verdicts on lines."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.ranking import expected_calibration_error
from hobby_profiles.evaluation.truth.reference import Reference

_PREFIX = "identity_"
_NO_TERMS = ("identity_log_odds", "identity_score")
_RIGHT = "right"
_FOLDS = 8
_PENALTY = 0.05
_CASES = """
    select
        scores.*,
        topics.topic_name,
        confidences.child_log_odds as known_log_odds
    from engagement.int_hobby__user_topic_scores as scores
    inner join engagement.int_hobby__profile_confidences as confidences
        on scores.user_id = confidences.user_id and scores.topic_id = confidences.topic_id
    inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
    where scores.user_id in (select unnest($users))
    order by scores.user_id, scores.topic_id
"""

Floats = NDArray[np.float64]


def fit_identity(database: Path, reference: Reference) -> tuple[pd.DataFrame, dict[str, float]]:
    """Fit the weights of identity by logistic regression with a light ridge penalty.

    A case is a topic of a user on which a reader gave a verdict; it is positive if the line was
    right: not half, not wrong. What confidence takes off for a child topic is held as it is.

    Args:
        database: The build, whose columns ``identity_…`` are the terms.
        reference: Its verdicts.

    Returns:
        The seed: term and weight, two decimals, the constant first; and how good weights fitted
        on seven eighths of the users are on the others: ``fit_auc``, ``fit_log_loss``,
        ``fit_ece``, of ``fit_case_count`` cases.

    Raises:
        InputError: If the build has no topic that a verdict names.
    """
    with open_warehouse(database) as warehouse:
        topics = warehouse.frame(_CASES, {"users": sorted({*reference.verdicts["user_id"]})})
    cases = topics.merge(reference.verdicts, on=["user_id", "topic_name"])
    if cases.empty:
        raise InputError(
            f"{len(reference.verdicts)} verdicts of the reference name no topic of its users in "
            "this build. Give the data that profile_lines.csv was written for as --data-dir."
        )
    columns = [str(name) for name in topics]
    names = [name for name in columns if name.startswith(_PREFIX) and name not in _NO_TERMS]
    terms = np.column_stack([np.ones(len(cases)), cases[names].to_numpy(dtype=np.float64)])
    known = cases["known_log_odds"].to_numpy(dtype=np.float64)
    right = (cases["verdict"] == _RIGHT).to_numpy()
    probability = np.zeros(len(cases))
    for train, test in GroupKFold(min(_FOLDS, cases["user_id"].nunique())).split(
        terms, right, cases["user_id"]
    ):
        weights = _weights(terms[train], known[train], right[train])
        probability[test] = expit(terms[test] @ weights + known[test])
    seed = pd.DataFrame(
        {
            "term": ["constant", *(name.removeprefix(_PREFIX) for name in names)],
            "weight": _weights(terms, known, right).round(2),
        }
    )
    return seed, {
        "fit_case_count": len(cases),
        "fit_auc": float(roc_auc_score(right, probability)),
        "fit_log_loss": float(log_loss(right, probability)),
        "fit_ece": expected_calibration_error(probability, right),
    }


def _weights(terms: Floats, known: Floats, right: NDArray[np.bool_]) -> Floats:
    """Weights (terms,) of the likeliest log odds ``terms @ weights + known``."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        log_odds = terms @ weights + known
        penalised = np.concatenate([[0.0], weights[1:]])
        value = (np.logaddexp(0, log_odds) - right * log_odds).sum() + _PENALTY * (
            penalised @ penalised
        )
        return float(value), terms.T @ (expit(log_odds) - right) + 2 * _PENALTY * penalised

    start = np.zeros(terms.shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)
