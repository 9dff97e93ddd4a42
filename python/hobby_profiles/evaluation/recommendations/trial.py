"""One set of settings, built and scored on what users bought next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from hobby_profiles.evaluation.recommendations.filters import list_gains
from hobby_profiles.evaluation.recommendations.split import Split
from hobby_profiles.evaluation.recommendations.tune import SPACE
from hobby_profiles.evaluation.scores.build import (
    RECOMMENDATIONS,
    build_again,
    build_scores,
    scoring_constants,
)

_TUNED = tuple(
    f"{part},+hobby__user_recommendations"
    for part in ("int_hobby__product_pair_weights+", "path:models/recommendations")
)


class Shop:
    """A shop whose recommendations are built again for each set of settings.

    Args:
        database: DuckDB file to build in; topics it holds already are not built anew.
        split: What is known and what is asked.
        variables: dbt variables that all builds share.
    """

    def __init__(self, database: Path, split: Split, variables: Mapping[str, Any]) -> None:
        self._database, self._split, self._variables = database, split, dict(variables)
        self._is_built = False
        given = {**scoring_constants(), **self._variables.get("hobby__scoring", {})}
        self.start = {name: float(given[name]) for name in SPACE}

    def score(self, values: dict[str, float]) -> float:
        """Build with values of ``hobby__scoring``; mean of NDCG@10 of all and of new products."""
        if not self._is_built:
            build_scores(
                self._database,
                self._split.folder,
                self._split.as_of,
                variables=self._variables,
                wanted=RECOMMENDATIONS,
            )
            self._is_built = True
        scoring = {**self._variables.get("hobby__scoring", {}), **values}
        build_again(
            self._database,
            self._split.folder,
            self._split.as_of,
            variables={**self._variables, "hobby__scoring": scoring},
            selected=_TUNED,
        )
        parts = [part.mean() for part in list_gains(self._database, self._split) if len(part)]
        score = float(sum(parts) / len(parts))
        click.echo(f"{score:.6f} with {values}", err=True)
        return score
