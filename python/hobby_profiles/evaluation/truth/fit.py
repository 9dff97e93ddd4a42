"""Fitting what makes a topic a part of a person, on interests a reader wrote down."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from hobby_profiles.core.tables import open_warehouse
from hobby_profiles.evaluation.common.ranking import expected_calibration_error
from hobby_profiles.evaluation.truth.match import Embed, match_interests
from hobby_profiles.evaluation.truth.reference import Reference
from hobby_profiles.evaluation.truth.shop import Shop

_PREFIX = "identity_"
_NO_TERMS = ("identity_log_odds", "identity_score")
_FOLDS = 3
_CASES = """
    select * from engagement.int_hobby__user_topic_scores
    where
        product_count >= 2
        and strong_product_count >= 1
        and user_id in (select unnest($users))
    order by user_id, topic_id
"""


def fit_identity(
    database: Path, shop: Shop, reference: Reference, embed: Embed
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Fit the weights of identity by logistic regression.

    A case is a topic of a user with at least two products; it is positive if it matches an
    interest of the user.

    Args:
        database: The build, whose columns ``identity_…`` are the terms.
        shop: The same build, seen by the users of the reference.
        reference: Their interests.
        embed: Gives unit vectors, shape (phrases, dimension).

    Returns:
        The seed: term and weight, four decimals, the constant first; and how good weights fitted
        on two thirds of the users are on the others: ``fit_auc``, ``fit_log_loss``, ``fit_ece``.
    """
    with open_warehouse(database) as warehouse:
        cases = warehouse.frame(_CASES, {"users": reference.users})
    columns = [str(name) for name in cases]
    names = [name for name in columns if name.startswith(_PREFIX) and name not in _NO_TERMS]
    pairs = match_interests(shop, reference, embed)
    matched = pd.MultiIndex.from_frame(pairs.loc[pairs["matches"], ["user_id", "topic_id"]])
    named = pd.MultiIndex.from_frame(cases[["user_id", "topic_id"]]).isin(matched)
    terms = cases[names].to_numpy(dtype=np.float64)
    probability = np.zeros(len(cases))
    for train, test in GroupKFold(_FOLDS).split(terms, named, cases["user_id"]):
        probability[test] = _model(terms[train], named[train]).predict_proba(terms[test])[:, 1]
    model = _model(terms, named)
    weights = pd.DataFrame(
        {
            "term": ["constant", *(name.removeprefix(_PREFIX) for name in names)],
            "weight": np.round([model.intercept_[0], *model.coef_[0]], 4),
        }
    )
    return weights, {
        "fit_case_count": len(cases),
        "fit_auc": float(roc_auc_score(named, probability)),
        "fit_log_loss": float(log_loss(named, probability)),
        "fit_ece": expected_calibration_error(probability, named),
    }


def _model(terms: NDArray[np.float64], named: NDArray[np.bool_]) -> LogisticRegression:
    return LogisticRegression(C=10.0, max_iter=1000).fit(terms, named)
