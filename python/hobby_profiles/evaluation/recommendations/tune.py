"""A search for the settings of recommendations that suit a shop."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from hobby_profiles.core.errors import InputError, NotInstalledError

if TYPE_CHECKING:
    from optuna import Study, Trial

SPACE: dict[str, tuple[float, float, float]] = {
    "basket_size_discount": (0.0, 1.0, 0.1),
    "repeat_half_life_days": (30.0, 360.0, 30.0),
    "repeat_min_share": (0.0, 0.2, 0.01),
    "another_min_lift": (0.0, 2.0, 0.25),
    "recommendation_topic_discount": (0.7, 1.0, 0.05),
}
"""Constants of ``hobby__scoring`` that move lists most: least, greatest value, step."""

Score = Callable[[dict[str, float]], float]


@dataclass(frozen=True)
class Tuned:
    """What a search found.

    Attributes:
        settings: The best value of each of `SPACE`.
        score: The score with them.
        start_score: The score of the settings that were there.
        trials: Trials that were scored, earlier runs included.
    """

    settings: dict[str, float]
    score: float
    start_score: float
    trials: int


def check_dates(as_of: date, horizon_days: int, reporting_date: date) -> None:
    """Refuse a search on days that the reported figures are of.

    Args:
        as_of: Last day the search knows.
        horizon_days: Days after it that the search looks at.
        reporting_date: Last known day of the figures that are reported.

    Raises:
        InputError: If the horizon goes beyond the reporting date.
    """
    end = as_of + timedelta(days=horizon_days)
    if end > reporting_date:
        latest = reporting_date - timedelta(days=horizon_days)
        raise InputError(
            f"--as-of {as_of} with {horizon_days} days looks at purchases up to {end}, after the "
            f"--reporting-date {reporting_date}: settings found there would be reported on what "
            f"they were fitted to. Choose an --as-of up to {latest}."
        )


def search(
    score: Score, path: Path, *, name: str, start: Mapping[str, float], trials: int
) -> Tuned:
    """Look for the values of `SPACE` with the highest score (TPE; Bergstra et al., 2011).

    Each trial is kept when it is scored, so that a search that ends goes on where it was.

    Args:
        score: Scores one set of values.
        path: SQLite file of trials; made if missing.
        name: Of the search; another one in the same file begins anew.
        start: Values that are tried first.
        trials: Trials in all, those of earlier runs included.

    Raises:
        NotInstalledError: If optuna is missing.
    """
    try:
        import optuna
    except ModuleNotFoundError:
        raise NotInstalledError("optuna", "eval") from None
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    path.parent.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        storage=f"sqlite:///{path.resolve()}",
        study_name=name,
        direction="maximize",
        load_if_exists=True,
    )
    # A seed of its own for each run: the same would draw the same values again.
    study.sampler = optuna.samplers.TPESampler(seed=len(study.trials))
    if not _scored(study):
        study.enqueue_trial(dict(start))

    def scored(trial: Trial) -> float:
        return score(
            {
                constant: trial.suggest_float(constant, low, high, step=step)
                for constant, (low, high, step) in SPACE.items()
            }
        )

    left = trials - len(_scored(study))
    if left > 0:
        study.optimize(scored, n_trials=left)
    done = _scored(study)
    # Of equal ones the first, which are the values that were there.
    best = max(done, key=lambda trial: (trial.value, -trial.number))
    settings = {name: round(value, 6) for name, value in best.params.items()}
    return Tuned(settings, best.value, done[0].value, len(done))


def written(tuned: Tuned, variables: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """Render the settings as ``dbt --vars`` takes them, with how they were found.

    Args:
        tuned: What `search` found.
        variables: Variables that the search was given; they stay.
        notes: What to say of the search, by a word or two.
    """
    scoring = {**variables.get("hobby__scoring", {}), **tuned.settings}
    lines = [
        f"# {name}: {value}"
        for name, value in {
            **notes,
            "score before": f"{tuned.start_score:.6f}",
            "score with these": f"{tuned.score:.6f}",
            "trials": str(tuned.trials),
        }.items()
    ]
    body = yaml.safe_dump({**variables, "hobby__scoring": scoring}, sort_keys=True)
    return "\n".join(lines) + "\n" + body


def search_name(
    data_dir: Path, as_of: date, horizon_days: int, variables: Mapping[str, Any]
) -> str:
    """Name a search by what its scores depend on, so that no other one goes on with it."""
    return f"{data_dir.resolve()} {as_of} {horizon_days} {json.dumps(variables, sort_keys=True)}"


def _scored(study: Study) -> list[Any]:
    return [trial for trial in study.trials if trial.value is not None]
