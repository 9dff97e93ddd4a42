"""Killed, interrupted, or two at once: what was answered stays and is never asked for again."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.integration.llm.conftest import PRICES
from tests.integration.llm.model import honest
from tests.integration.llm.server import Call, Reaction, ScriptedServer

ROOT = Path(__file__).parents[3]
ITEMS = 1000
CONCURRENCY = 40


def _start(server: ScriptedServer, cache: Path, items: int = ITEMS) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            sys.executable, "-m", "tests.integration.llm.asker", "--url", server.url,
            "--cache", str(cache), "--prices", str(PRICES), "--items", str(items),
            "--concurrency", str(CONCURRENCY),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}/python:{ROOT}", "CI": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def _result(process: subprocess.Popen[str]) -> dict[str, Any]:
    out, err = process.communicate(timeout=120)
    assert out.strip(), err
    result: dict[str, Any] = json.loads(out.splitlines()[-1])
    return result


def _wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def _slow(seconds: float) -> Callable[[Call], Reaction]:
    def script(call: Call) -> Reaction:
        reaction = honest(call)
        reaction.delay = seconds
        return reaction

    return script


def test_kill_nine_in_the_middle_costs_the_calls_in_flight_and_no_more(tmp_path: Path) -> None:
    with ScriptedServer(_slow(0.03)) as server:
        process = _start(server, tmp_path)
        _wait_for(lambda: len(server.calls) >= ITEMS // 2)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = len(server.calls)
        assert ITEMS // 2 <= before < ITEMS
        assert _result(_start(server, tmp_path)) == {"ok": ITEMS}
        assert ITEMS <= len(server.calls) <= ITEMS + CONCURRENCY
        after_second = len(server.calls)
        print(f"{ITEMS} items, killed after {before} calls: {after_second} calls in all")
        assert _result(_start(server, tmp_path)) == {"ok": ITEMS}
        print(f"the third run: {len(server.calls) - after_second} calls")
        assert len(server.calls) == after_second, "the third run must not call"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_within_seconds_and_keeps_what_arrived(
    number: signal.Signals, tmp_path: Path
) -> None:
    with ScriptedServer(_slow(0.2)) as server:
        process = _start(server, tmp_path, 500)
        _wait_for(lambda: len(server.calls) >= 100)
        process.send_signal(number)
        stopped = time.monotonic()
        result = _result(process)
        assert time.monotonic() - stopped < 5
        assert result["kind"] == "CancelledError"
        assert "run again to go on" in result["error"]
        before = len(server.calls)
        server.script = honest
        assert _result(_start(server, tmp_path, 500)) == {"ok": 500}
        # Calls in flight were given time to arrive, so none of them is asked again.
        assert len(server.calls) == 500, (before, len(server.calls))


def test_a_signal_stops_a_run_whose_server_hangs(tmp_path: Path) -> None:
    with ScriptedServer(_slow(60)) as server:
        process = _start(server, tmp_path)
        _wait_for(lambda: len(server.calls) >= CONCURRENCY)
        process.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        assert _result(process)["kind"] == "CancelledError"
        assert time.monotonic() - stopped < 8


def test_two_processes_share_the_work_and_pay_once(tmp_path: Path) -> None:
    with ScriptedServer(_slow(0.02)) as server:
        first, second = _start(server, tmp_path, 400), _start(server, tmp_path, 400)
        assert _result(first) == {"ok": 400}
        assert _result(second) == {"ok": 400}
        assert len(server.calls) == 400


def test_a_dead_process_does_not_hold_its_items(tmp_path: Path) -> None:
    with ScriptedServer(_slow(0.2)) as server:
        first = _start(server, tmp_path, 400)
        _wait_for(lambda: len(server.calls) >= 50)
        second = _start(server, tmp_path, 400)
        time.sleep(1.0)
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert _result(second) == {"ok": 400}
        assert len(server.calls) <= 400 + CONCURRENCY


def test_a_signal_stops_a_run_that_waits_for_another_process(tmp_path: Path) -> None:
    def owners() -> int:
        with sqlite3.connect(tmp_path / "llm.sqlite") as store:
            count: int = store.execute("select count(*) from owners").fetchone()[0]
            return count

    with ScriptedServer(_slow(1.0)) as server:
        first = _start(server, tmp_path, 400)
        _wait_for(lambda: len(server.calls) >= 20)
        second = _start(server, tmp_path, 400)
        _wait_for(lambda: owners() == 2)
        second.send_signal(signal.SIGTERM)
        stopped = time.monotonic()
        assert _result(second)["kind"] == "CancelledError"
        assert time.monotonic() - stopped < 3
        assert first.poll() is None, "the first one must still be at work"
        assert _result(first) == {"ok": 400}
        assert len(server.calls) == 400
