"""The walk of personas against exact arithmetic, for any graph, number of steps and error."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.personas import walk_sql

_USERS, _NODES, _PERSONAS = 12, 7, 3


def exact(links: np.ndarray, told: np.ndarray, read: np.ndarray, steps: int) -> np.ndarray:
    """Walk by matrices, to users who were read without their own: (users, personas + 1)."""
    degree = np.maximum(links.sum(axis=0), 1)
    weight = 1 / np.sqrt(degree)
    start = np.where(read[:, None], told, 0.0)
    state = start
    reached = np.maximum(links @ weight, 1e-300)
    for step in range(steps):
        nodes = (links.T @ state) / degree[:, None]
        state = (links @ (nodes * weight[:, None])) / reached[:, None]
        if step < steps - 1:
            state = np.where(read[:, None], start, state)
    own = (links @ (weight / degree)) / reached
    return np.maximum(state - start * own[:, None], 0)


def walked(links: np.ndarray, told: np.ndarray, read: np.ndarray, **arguments) -> np.ndarray:
    with duckdb.connect() as connection:
        connection.execute("create table edges (user_number int, node_number int)")
        connection.execute("create table labels (user_number int, persona_number int)")
        connection.executemany("insert into edges values (?, ?)", np.argwhere(links).tolist())
        rows = [
            (int(user), int(k) if k else None)
            for user in np.flatnonzero(read)
            for k in [*np.flatnonzero(told[user, 1:]) + 1, *([0] if told[user].sum() == 1 else [])]
        ]
        if rows:
            connection.executemany("insert into labels values (?, ?)", rows)
        connection.execute(
            "create table nodes as select node_number, count(*) as user_count, "
            "1.0e0 / sqrt(count(*)) as node_weight from edges group by all"
        )
        connection.execute(
            "create table users as select user_number, sum(node_weight) as node_weight, "
            "sum(node_weight / user_count) as own_weight "
            "from edges inner join nodes using (node_number) group by all"
        )
        found = np.zeros((_USERS, _PERSONAS + 1))
        for row in connection.execute(walk_sql(_PERSONAS, **arguments)).fetchall():
            found[row[0]] = row[1:]
    return found


@given(
    seed=st.integers(0, 2**32 - 1),
    steps=st.integers(1, 3),
    error=st.sampled_from([0.0, 0.01, 0.1, 0.5]),
)
@settings(max_examples=40, deadline=None)
def test_no_share_is_off_by_more_than_the_error(seed, steps, error):
    draw = np.random.default_rng(seed)
    links = (draw.random((_USERS, _NODES)) < draw.uniform(0.1, 0.9)).astype(float)
    links[0, 0] = 1
    told = (draw.random((_USERS, _PERSONAS + 1)) < 0.4).astype(float)
    told[:, 0] = 1
    read = draw.random(_USERS) < 0.4
    right = exact(links, told, read, steps)
    found = walked(links, told, read, steps=steps, error=error)
    assert np.abs(found - right).max() <= error + 1e-9


def test_a_large_error_drops_something():
    links = np.ones((_USERS, _NODES))
    told = np.zeros((_USERS, _PERSONAS + 1))
    told[:, 0] = 1
    told[0, 1] = 1
    read = np.arange(_USERS) < 6
    assert walked(links, told, read)[11, 1] == pytest.approx(1 / 12)
    assert walked(links, told, read, error=0.4)[11, 1] == 0


def test_a_user_who_was_read_is_told_as_if_not_read():
    draw = np.random.default_rng(0)
    links = (draw.random((_USERS, _NODES)) < 0.5).astype(float)
    told = (draw.random((_USERS, _PERSONAS + 1)) < 0.4).astype(float)
    told[:, 0] = 1
    read = np.arange(_USERS) < 8
    without = read & (np.arange(_USERS) != 3)
    found = walked(links, told, read)[3]
    assert found == pytest.approx(walked(links, told, without)[3], abs=1e-12)
