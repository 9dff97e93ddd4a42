"""The pipeline itself with a language model behind it: labels, grades, names, ledger, signals."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.conftest import ROOT, Build, run_dbt
from tests.integration.llm.conftest import KEY
from tests.integration.llm.model import WORDS, honest
from tests.integration.llm.server import Call, Reaction, ScriptedServer

PRODUCTS = 36
NO_TESTS = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of 36 products that six people bought; one product's text is refused."""
    folder = tmp_path_factory.mktemp("shop")
    words = list(WORDS)
    with duckdb.connect() as connection:
        rows = [
            (f"p{n}", f"Item {n} with {words[n % len(words)]}{' REFUSED' * (n == 7)}", "A")
            for n in range(PRODUCTS)
        ]
        connection.execute(
            "create table p (product_id varchar, product_name varchar, category_path varchar)"
        )
        connection.executemany("insert into p values (?, ?, ?)", rows)
        connection.execute(f"copy p to '{folder}/products.parquet'")
        connection.execute(
            "copy (select 'u' || (row_number() over (order by product_id) % 6) as user_id, "
            "product_id, timestamp '2022-05-01' as event_at, 1 as quantity, 9.5 as amount from p) "
            f"to '{folder}/events.parquet'"
        )
    return folder


def _refuses(call: Call) -> Reaction:
    is_refused = any("REFUSED" in str(item) for item in call.items)
    said = f"I must not, says the account of {KEY}."
    return Reaction(refusal=said) if is_refused else honest(call)


def _holds_key(folder: Path) -> list[str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    assert len(paths) > 5
    found = [str(path) for path in paths if KEY.encode() in path.read_bytes()]
    # DuckDB may compress what it writes, so its tables are read as well.
    with duckdb.connect(str(folder / "hobby_profiles.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        assert len(tables) > 10
        for (table,) in tables:
            query = f"select count(*) from {table} as t where contains(t::varchar, ?)"
            count = connection.execute(query, [KEY]).fetchone()
            found += [table] * bool(count and count[0])
    return found


def _slow(call: Call) -> Reaction:
    reaction = _refuses(call)
    reaction.delay = 0.5
    return reaction


@dataclass
class Pipeline:
    """One warehouse, one cache and one set of variables, so that dbt reads the project once."""

    folder: Path
    server: ScriptedServer
    variables: dict[str, Any]

    def dbt(self, *arguments: str) -> Build:
        return run_dbt(self.folder, *arguments, variables=self.variables, own_process=True)

    def stopped_by(self, number: signal.Signals) -> tuple[int, str, float]:
        """Return code, output and seconds of a labelling that is sent a signal after four calls."""
        before = len(self.server.calls)
        process = subprocess.Popen(
            [
                str(Path(sys.executable).with_name("dbt")), "build", *NO_TESTS,
                "--select", "+int_hobby__labels_generated", "--vars", json.dumps(self.variables),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "HOBBY_DUCKDB_PATH": str(self.folder / "hobby_profiles.duckdb"),
                "DBT_TARGET_PATH": str(self.folder / "target"),
                "DBT_LOG_PATH": str(self.folder / "logs"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            # Started in the background, a shell has its jobs ignore Ctrl-C, and these theirs.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        end = time.monotonic() + 300
        while len(self.server.calls) < before + 4:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.05)
        process.send_signal(number)
        stopped = time.monotonic()
        output, _ = process.communicate(timeout=60)
        return process.returncode, output, time.monotonic() - stopped

    def kept(self) -> int:
        """Final answers in the cache."""
        store = sqlite3.connect(self.folder / "cache" / "llm.sqlite")
        query = "select count(*) from answers where status in ('ok', 'failed')"
        count: int = store.execute(query).fetchone()[0]
        return count


@pytest.fixture(scope="module")
def pipeline(shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    folder = tmp_path_factory.mktemp("pipeline")
    with ScriptedServer(honest) as server:
        variables = {
            "hobby__data_dir": str(shop),
            "hobby__cache_dir": str(folder / "cache"),
            "hobby__labeller": "openai",
            "hobby__judge": "openai",
            "hobby__namer": "openai",
            "hobby__synonym_check": "openai",
            "hobby__llm_base_url": server.url,
            "hobby__llm_max_concurrency": 1,
        }
        yield Pipeline(folder, server, variables)


def test_without_a_key_nothing_runs(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    before = len(pipeline.server.calls)
    build = pipeline.dbt("build")
    assert build.returncode != 0
    assert build.output.count("the environment variable OPENAI_API_KEY") == 1
    started = re.findall(r"START (\w+)", build.output)
    assert set(started) <= {"hook"}, "a wrong setting ends the build before its first model"
    assert len(pipeline.server.calls) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_reaches_the_model_that_dbt_runs_in_a_thread(
    number: signal.Signals, pipeline: Pipeline
) -> None:
    pipeline.server.script = _slow
    returncode, output, seconds = pipeline.stopped_by(number)
    assert seconds < 15
    assert returncode != 0
    assert "Stopped as asked. Every answer that arrived is kept" in output, output[-2000:]
    assert len(pipeline.server.calls) < PRODUCTS
    assert pipeline.kept() == len(pipeline.server.calls), "an answer that was in flight is lost"


def test_a_build_with_a_language_model(pipeline: Pipeline) -> None:
    """Goes on where others stopped, if they ran before."""
    server = pipeline.server
    server.script = _refuses
    select = ["--select", "+hobby__llm_calls", "+hobby__llm_failures", "+hobby__product_topics"]
    build = pipeline.dbt("build", *NO_TESTS, *select)
    assert build.returncode == 0, build.output[-3000:]
    asked = len(server.calls)
    ledger = build.rows(
        "select purpose, count(*), sum(cost_usd) > 0 from marts.hobby__llm_calls group by 1"
    )
    assert sum(row[1] for row in ledger) == asked
    assert {row[0] for row in ledger} >= {"label", "judge"}
    assert all(row[2] for row in ledger)
    failed = build.rows(
        "select purpose, status, reason, item, detail from marts.hobby__llm_failures"
    )
    assert [row[:3] for row in failed] == [("label", "failed", "refused")]
    assert "[key removed]" in failed[0][4], "the server quoted the key"
    assert "Item 7" in json.loads(failed[0][3])["product_name"]
    labelled = build.rows("select count(distinct product_id) from marts.hobby__product_topics")
    assert labelled == [(PRODUCTS - 1,)]
    # "buildable": not the tests that need models which are not selected.
    select = [
        "--select", "int_hobby__labels_generated", "int_hobby__labels_judged",
        "int_hobby__topic_registry", "int_hobby__llm_calls_read+",
        "int_hobby__llm_failures_read+", "--indirect-selection", "buildable",
    ]  # fmt: skip
    again = pipeline.dbt("build", *select)
    assert again.returncode == 0, again.output[-3000:]
    assert len(server.calls) == asked, "a rerun must not call"
    assert server.authorizations == {f"Bearer {KEY}"}
    assert KEY not in build.output + again.output
    assert _holds_key(pipeline.folder) == []
