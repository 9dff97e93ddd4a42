"""The estimate of the demo shop against the tokens then counted, through real dbt runs.

The demo shop is built with everything embedded, `hobby-profiles estimate` is asked, and then the
product side is built again with a language model behind every step. The model is scripted: it
answers with the labels and grades recorded for the demo shop, in whole sentences. Its server, a
process of its own, counts tokens by OpenAI's o200k_base vocabulary. So the number of calls and the
tokens sent are put to the test; how much a real model writes is the script's word only.
"""

from __future__ import annotations

import json
import multiprocessing
import shutil
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import duckdb
from tests.integration.llm.recorded import RecordedModel, recorded_texts
from tests.integration.llm.server import ScriptedServer

from bench.harness import run_measured

_BIN = Path(sys.executable).parent
_STEPS = ("labeller", "judge", "namer", "synonym_check", "coherence_check")
_NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
_LEDGER = "+hobby__llm_calls +hobby__llm_failures +int_hobby__topic_names"


def _serve(port: Connection) -> None:
    """Answers until told to stop; says how many chat calls came whenever asked."""
    with ScriptedServer(RecordedModel(recorded_texts())) as server:
        port.send(server.url)
        while port.recv() == "calls":
            port.send(len(server.calls))


def run(folder: Path) -> dict[str, Any]:
    """Builds, estimates, builds again with the scripted model, compares.

    Args:
        folder: For the warehouse, the cache and logs; emptied first.

    Returns:
        By purpose calls and tokens, estimated and counted, and their ratio; calls of a rerun.
    """
    shutil.rmtree(folder, ignore_errors=True)
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    variables = {
        "hobby__cache_dir": str(folder / "cache"),
        "hobby__llm_base_url": here.recv(),
        "hobby__llm_max_cost_usd": 100,
        "hobby__llm_max_concurrency": 32,
    }
    switched = {**variables, **{f"hobby__{step}": "openai" for step in _STEPS}}
    environment = {
        "HOBBY_DUCKDB_PATH": str(folder / "shop.duckdb"),
        "DBT_TARGET_PATH": str(folder / "dbt"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "OPENAI_API_KEY": "sk-bench-bench-bench",
        "CI": "1",
    }

    def command(name: str, *arguments: str, given: dict[str, Any] = switched) -> float:
        return run_measured(
            [str(_BIN / arguments[0]), *arguments[1:], "--vars", json.dumps(given)],
            log=folder / f"{name}.log",
            environment=environment,
        ).wall_seconds

    build = ("dbt", "build", *_NO_TESTS, "--select", *_LEDGER.split())
    command("embedded", *build, "+hobby__topics", given=variables)
    said = folder / "estimate.json"
    command("estimate", "hobby-profiles", "estimate", "--json", str(said))
    seconds = command("asked", *build, "--full-refresh")
    here.send("calls")
    answered = here.recv()
    command("rerun", *build, "--full-refresh")
    here.send("calls")
    again = here.recv() - answered
    here.send("stop")
    server.join(10)
    figures = _compare(folder / "shop.duckdb", json.loads(said.read_text()))
    return {**figures, "seconds": seconds, "calls_seen": answered, "calls_of_rerun": again}


def _compare(database: Path, said: dict[str, Any]) -> dict[str, Any]:
    """Estimated and counted figures by purpose, and in all."""
    with duckdb.connect(str(database), read_only=True) as connection:
        ledger = connection.execute(
            "select purpose, count(*), sum(input_tokens), sum(output_tokens), sum(cost_usd) "
            "from marts.hobby__llm_calls group by all order by 1"
        ).fetchall()
        failed = connection.execute("select count(*) from marts.hobby__llm_failures").fetchone()
    names = ("calls", "input_tokens", "output_tokens", "cost_usd")
    figures: dict[str, Any] = {"rows_without_answer": failed[0] if failed else None}
    totals = {"estimated": 0.0, "counted": 0.0}
    for purpose, *counted in ledger:
        for name, value in zip(names, counted, strict=True):
            estimated = said[f"{purpose}_{name}"]
            figures[f"{purpose}_{name}"] = {
                "estimated": round(float(estimated), 4),
                "counted": round(float(value), 4),
                "ratio": round(float(estimated) / float(value), 3),
            }
            if name.endswith("tokens"):
                totals["estimated"] += float(estimated)
                totals["counted"] += float(value)
    ratio = round(totals["estimated"] / totals["counted"], 3)
    return {**figures, "tokens_in_all": {**totals, "ratio": ratio}}
