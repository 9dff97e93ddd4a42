"""The walk of personas at the size of a large grocer, beside scipy's sparse product.

The graph is drawn at random with the sizes of Instacart's: 206,209 users, 49,677 products, 12.6
million edges, 51 personas, one user in ten read. The SQL is the build's own macro.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from jinja2 import Environment
from scipy.sparse import csr_matrix

ROOT = Path(__file__).parents[1]
USERS, PRODUCTS, EDGES, PERSONAS = 206_209, 49_677, 12_600_000, 51
READ_SHARE, PERSONAS_PER_USER = 0.1, 3
ERRORS = (0.0, 0.02)


def walk_sql(persona_count: int, *, steps: int = 1, error: float = 0.0) -> str:
    """The build's macro as a query over tables labels, edges, users and nodes."""
    source = (ROOT / "macros" / "personas" / "hobby__persona_walk.sql").read_text()
    call = (
        "with {{ hobby__persona_walk('labels', 'edges', 'users', 'nodes', "
        f"{persona_count}, {steps}, {error}) }}}} select * from walk_{steps}"
    )
    return Environment().from_string(source + call).render()


def _write_graph(connection: duckdb.DuckDBPyConnection) -> None:
    draw = np.random.default_rng(0)
    # Products and users differ in size as in a shop: a few have most of the edges.
    product = (PRODUCTS * draw.random(int(EDGES * 1.35)) ** 2.5).astype(np.int32)
    user = (USERS * draw.random(len(product)) ** 1.5).astype(np.int32)
    pairs = np.unique(user.astype(np.int64) * PRODUCTS + product)
    pairs = np.sort(draw.permutation(pairs)[:EDGES])
    edges = {"user_number": pairs // PRODUCTS, "node_number": pairs % PRODUCTS}
    read = np.sort(draw.choice(USERS, int(USERS * READ_SHARE), replace=False))
    chances = 1 / np.arange(1, PERSONAS + 1)
    personas = draw.choice(PERSONAS, (len(read), PERSONAS_PER_USER), p=chances / chances.sum()) + 1
    labels = {
        "user_number": np.repeat(read, PERSONAS_PER_USER),
        "persona_number": personas.ravel().astype(np.int32),
    }
    for name, columns in (("edges", edges), ("labels", labels)):
        connection.register("columns", {key: np.asarray(v) for key, v in columns.items()})
        connection.execute(
            f"create table {name} as select "
            + ", ".join(f"{key}::integer as {key}" for key in columns)
            + " from columns"
        )
    connection.execute(
        "create table nodes as select node_number, count(*) as user_count, "
        "1.0e0 / sqrt(count(*)) as node_weight from edges group by all"
    )
    connection.execute(
        "create table users as select user_number, sum(node_weight) as node_weight, "
        "sum(node_weight / user_count) as own_weight "
        "from edges inner join nodes using (node_number) group by all"
    )


def _exact(connection: duckdb.DuckDBPyConnection) -> tuple[np.ndarray, float]:
    edges = connection.execute("from edges").fetchnumpy()
    labels = connection.execute("select distinct * from labels").fetchnumpy()
    graph = csr_matrix(
        (np.ones(len(edges["user_number"])), (edges["user_number"], edges["node_number"])),
        shape=(USERS, PRODUCTS),
    )
    told = np.zeros((USERS, PERSONAS + 1))
    told[labels["user_number"], labels["persona_number"]] = 1
    told[labels["user_number"], 0] = 1
    started = time.perf_counter()
    degree = np.maximum(np.asarray(graph.sum(axis=0)).ravel(), 1)
    weight = 1 / np.sqrt(degree)
    nodes = (graph.T @ told) * (weight / degree)[:, None]
    reached = np.maximum(graph @ weight, 1e-300)
    own = told * ((graph @ (weight / degree)) / reached)[:, None]
    found = np.maximum((graph @ nodes) / reached[:, None] - own, 0)
    return found, time.perf_counter() - started


def _measure(folder: Path) -> dict[str, Any]:
    database = folder / "walk.duckdb"
    database.unlink(missing_ok=True)
    figures: dict[str, Any] = {}
    with duckdb.connect(str(database), config={"threads": 2, "memory_limit": "5GB"}) as connection:
        _write_graph(connection)
        walked = {}
        for error in ERRORS:
            started = time.perf_counter()
            query = walk_sql(PERSONAS, error=error)
            connection.execute(f"create or replace table walked as {query}")
            figures[f"seconds_at_{error}"] = round(time.perf_counter() - started, 2)
            walked[error] = connection.execute("from walked order by user_number").fetchnumpy()
        started = time.perf_counter()
        connection.execute(
            "create table long as "
            + " union all ".join(
                f"select user_number, {k} as persona_number, p{k} / p0 as share from walked "
                f"where p{k} > 0"
                for k in range(1, PERSONAS + 1)
            )
        )
        figures["seconds_to_long_form"] = round(time.perf_counter() - started, 2)
        exact, figures["scipy_seconds"] = _exact(connection)
        figures["edge_count"] = connection.execute("select count(*) from edges").fetchone()[0]
        for error, columns in walked.items():
            told = np.stack([columns[f"p{k}"] for k in range(PERSONAS + 1)], axis=1)
            off = float(np.abs(told - exact[columns["user_number"]]).max())
            figures[f"largest_error_at_{error}"] = off
    figures["peak_gb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2)
    database.unlink()
    return figures


def run(folder: Path) -> dict[str, Any]:
    """Measures in a process of its own, so that its memory is its own.

    Args:
        folder: For the warehouse; emptied of it afterwards.

    Returns:
        Seconds and largest error by epsilon, scipy's seconds, peak memory in GB (scipy's arrays
        of the comparison included).
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench.personas", str(folder)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(told.stdout)
    return figures


if __name__ == "__main__":
    print(json.dumps(_measure(Path(sys.argv[1]))))
