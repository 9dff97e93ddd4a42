"""Personas told by the walk from a part of the users, against those read from each user's own.

The build's own SQL of rounds and walk, as dbt compiled it, runs on a copy of its tables: one fifth
of the users is never read, and what the walk says of them is compared with their readings.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.evaluation.personas.told import (
    Told,
    f1,
    f1_difference,
    majority,
    nearest,
    pair_counts,
)

_KEPT_OUT = 0.2
_BUDGETS = (0.05, 0.1, 0.2)
_ENDS = ("", "_ci_low", "_ci_high")
_ROUNDS = (1, 2, 3, 4)
_TOLD_BY = (
    "int_hobby__persona_odds",
    "int_hobby__persona_trials",
    "int_hobby__persona_trust",
    "int_hobby__persona_walks",
    "int_hobby__user_personas",
)
_READINGS = "select user_id, persona_id from personas.int_hobby__persona_readings"


@dataclass(frozen=True)
class Compiled:
    """The build's queries by model, and a connection to its tables."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def query(self, model: str) -> str:
        """Return the compiled query of a model of the folder."""
        path = self.folder / f"{model}.sql"
        if not path.is_file():
            raise HobbyProfilesError(f"dbt left no compiled query {path}. Build anew.")
        return path.read_text()

    def make(self, model: str, query: str | None = None) -> None:
        """Put a model's rows, or those of another query, in its place."""
        self.connection.execute(
            f"create or replace table personas.{model} as {query or self.query(model)}"
        )


def measure_budgets(database: Path, folder: Path, *, seed: int = 0) -> dict[str, float]:
    """F1 of personas told of users who were never read, by how many of all users were.

    F1 is over pairs of user and persona (micro). At 100% all users but the fifth kept out are
    read. DUSample and a random sample read the same number.

    Args:
        database: A build with ``hobby__persona_label_share`` below 1; its tables of rounds,
            labels and walks are left as they were last.
        folder: dbt's compiled queries of ``models/personas``.
        seed: Seed of the shuffling and of the resampling.

    Returns:
        ``persona_f1_at_<budget>``, ``random_sample_f1_at_<budget>``, their difference with its
        95% interval over users, ``nearest_f1_at_5pct``, ``majority_f1_at_5pct``,
        ``shuffled_f1_at_5pct`` (readings handed out to users at random; 0 where the build then
        infers nothing), ``walk_is_used``, ``walk_own_f1``, ``walk_own_majority_f1`` (what the
        build itself measures at 5%), ``walk_seconds`` and ``walk_max_error`` (largest difference
        of a share from scipy's, at 5%).
    """
    with duckdb.connect(str(database)) as connection:
        compiled = Compiled(connection, folder)
        users = connection.execute(
            "select user_id from personas.int_hobby__persona_users order by user_number"
        ).df()["user_id"]
        count = len(users)
        known = int(count * (1 - _KEPT_OUT))
        out = users.iloc[known:]
        truth = _pairs(connection.execute(_READINGS).df(), out)
        figures: dict[str, float] = {"kept_out_user_count": float(len(out))}
        for budget in _BUDGETS:
            size = int(np.ceil(count * budget))
            name = f"{budget:.0%}".replace("%", "pct")
            told = pair_counts(_walk(compiled, _sampled(compiled, size, known), out), truth, out)
            chance = pair_counts(_walk(compiled, _first(compiled, size), out), truth, out)
            figures[f"persona_f1_at_{name}"] = f1(told)
            figures[f"random_sample_f1_at_{name}"] = f1(chance)
            for end, value in zip(_ENDS, f1_difference(told, chance, seed=seed), strict=True):
                figures[f"sample_difference_at_{name}{end}"] = value
        everyone = _walk(compiled, _first(compiled, known), out)
        figures["persona_f1_at_100pct"] = f1(pair_counts(everyone, truth, out))
        size = int(np.ceil(count * _BUDGETS[0]))
        read = _sampled(compiled, size, known)
        _walk(compiled, read, out)
        figures |= _time_and_error(compiled) | _trust(compiled)
        labels = connection.execute(
            "select user_id, persona_id from personas.int_hobby__persona_labels"
        ).df()
        edges = connection.execute("from personas.int_hobby__persona_edges").df()
        figures["majority_f1_at_5pct"] = f1(pair_counts(majority(labels, out), truth, out))
        figures["nearest_f1_at_5pct"] = f1(
            pair_counts(nearest(labels, edges, users, out), truth, out)
        )
        figures["shuffled_f1_at_5pct"] = _shuffled(compiled, size, known, out, users, seed)
    return figures


def _sampled(compiled: Compiled, size: int, known: int) -> int:
    """Choose by the build's rounds among the first ``known`` users; their number."""
    compiled.make("int_hobby__persona_budget", f"select {size} as label_count")
    everyone = compiled.connection.execute("from personas.int_hobby__persona_users").df()
    compiled.connection.register("everyone", everyone)
    compiled.connection.register("most", everyone[everyone["user_number"] <= known])
    compiled.make("int_hobby__persona_users", "select * from most")
    for number in _ROUNDS:
        compiled.make(f"int_hobby__persona_round_{number}")
    compiled.make("int_hobby__persona_users", "select * from everyone")
    return size


def _first(compiled: Compiled, size: int) -> int:
    """Read the first users: their order is one of chance."""
    source = "select user_number, 1 as round_number from personas.int_hobby__persona_users"
    for number in _ROUNDS:
        wanted = f"user_number <= {size}" if number == 1 else "false"
        compiled.make(f"int_hobby__persona_round_{number}", f"{source} where {wanted}")
    return size


def _walk(compiled: Compiled, size: int, users: pd.Series) -> Told:
    compiled.make("int_hobby__persona_labels")
    found = compiled.connection.execute(
        "select count(distinct user_id) from personas.int_hobby__persona_labels"
    ).fetchone()
    if not found or found[0] != size:
        raise HobbyProfilesError(f"{found} users were read instead of {size}.")
    for model in _TOLD_BY:
        compiled.make(model)
    told = compiled.connection.execute(
        "select user_id, persona_id from personas.int_hobby__user_personas"
    ).df()
    return _pairs(told, users)


def _pairs(frame: pd.DataFrame, users: pd.Series) -> Told:
    kept = frame[frame["user_id"].isin(set(users))].dropna()
    return {str(user): set(rows) for user, rows in kept.groupby("user_id")["persona_id"]}


def _time_and_error(compiled: Compiled) -> dict[str, float]:
    query = compiled.query("int_hobby__persona_odds")
    steps = max(int(step) for step in re.findall(r"\bwalk_(\d+) as \(", query))
    started = time.perf_counter()
    compiled.make("int_hobby__persona_odds")
    seconds = time.perf_counter() - started
    shares = query.rsplit("from final", 1)[0] + f"from walk_{steps}"
    walked = compiled.connection.execute(shares).df().set_index("user_number")
    edges = compiled.connection.execute("from personas.int_hobby__persona_edges").df()
    labels = compiled.connection.execute(
        "select distinct user_number, persona_number from personas.int_hobby__persona_labels"
    ).df()
    sizes = (edges["user_number"].max() + 1, edges["node_number"].max() + 1)
    graph = csr_matrix(
        (np.ones(len(edges)), (edges["user_number"], edges["node_number"])), shape=sizes
    )
    told = np.zeros((sizes[0], walked.shape[1]))
    labels = labels[labels["user_number"] < sizes[0]]
    told[labels["user_number"], 0] = 1
    some = labels.dropna()
    told[some["user_number"], some["persona_number"].astype(int)] = 1
    state, read = told.copy(), told[:, 0] > 0
    degree = np.maximum(np.asarray(graph.sum(axis=0)).ravel(), 1)
    weight = 1 / np.sqrt(degree)
    reached = np.maximum(graph @ weight, 1e-300)
    for step in range(steps):
        nodes = (graph.T @ state) * (weight / degree)[:, None]
        kept = read[:, None] & (step < steps - 1)
        state = np.where(kept, told, (graph @ nodes) / reached[:, None])
    own = told * ((graph @ (weight / degree)) / reached)[:, None]
    state = np.maximum(state - own, 0)
    off = np.abs(walked.to_numpy() - state[walked.index.to_numpy()])
    return {"walk_seconds": seconds, "walk_max_error": float(off.max()) if off.size else 0.0}


def _trust(compiled: Compiled) -> dict[str, float]:
    trust = compiled.connection.execute("from personas.int_hobby__persona_trust").df().iloc[0]
    return {
        "walk_is_used": float(trust["is_used"]),
        "walk_own_f1": float(trust["walk_f1"]),
        "walk_own_majority_f1": float(trust["commonest_f1"]),
    }


def _shuffled(
    compiled: Compiled, size: int, known: int, out: pd.Series, users: pd.Series, seed: int
) -> float:
    readings = compiled.connection.execute("from personas.int_hobby__persona_readings").df()
    order = np.random.default_rng(seed).permutation(len(users))
    other = dict(zip(users, users.iloc[order], strict=True))
    shuffled = readings.assign(user_id=readings["user_id"].map(other))
    compiled.connection.register("shuffled", shuffled)
    compiled.make("int_hobby__persona_readings", "select * from shuffled")
    told = _walk(compiled, _sampled(compiled, size, known), out)
    truth = _pairs(shuffled, out)
    compiled.connection.register("readings", readings)
    compiled.make("int_hobby__persona_readings", "select * from readings")
    return f1(pair_counts(told, truth, out))
