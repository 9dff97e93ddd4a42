"""Servers that send too much, and disks that take no more."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store import keeper
from hobby_profiles.llm.store.answers import Store
from hobby_profiles.llm.store.ledger import read_calls, read_failures
from tests.integration.llm.conftest import MakeSettings
from tests.integration.llm.model import VARIABLES, honest, sample_items
from tests.integration.llm.server import Call, Reaction, ScriptedServer

MEGABYTE = 1024 * 1024


def _ask(settings: LlmSettings, count: int = 4) -> list[Any]:
    return LanguageModel(settings).ask("judge", sample_items("judge", count), VARIABLES["judge"])


@pytest.mark.parametrize("status", [200, 500])
def test_an_answer_without_end_is_not_read_to_its_end(
    status: int, make_settings: MakeSettings
) -> None:
    """150 MB for one item of four; the limit is 2 MB."""

    def script(call: Call) -> Reaction:
        is_first = "item 0 " in call.items[0]["product_name"]
        return Reaction(status=status, flood=150 * MEGABYTE) if is_first else honest(call)

    with ScriptedServer(script) as server:
        settings = make_settings(server, pace={"attempts": 2}, llm_timeout_seconds=30.0)
        answers = _ask(settings)
        # What the two sockets and the reader hold comes on top of the limit, once a call.
        assert server.flooded < 2 * 16 * MEGABYTE
    assert [answer.status for answer in answers[1:]] == ["ok"] * 3
    first = (answers[0].status, answers[0].reason)
    if status == 200:
        assert first == ("failed", "truncated")
        assert str(answers[0].detail).startswith("the answer is longer than 2,097,152 bytes")
    else:
        assert first == ("unanswered", "server_error")
    assert len(server.calls) == 5


def test_a_server_that_compresses_unasked_is_not_unpacked(make_settings: MakeSettings) -> None:
    script = lambda call: Reaction(headers={"content-encoding": "gzip"}, raw=b"\x1f\x8b")  # noqa: E731
    with ScriptedServer(script) as server:
        settings = make_settings(server, pace={"attempts": 1})
        answers = _ask(settings, 1)
    assert (answers[0].status, answers[0].reason) == ("unanswered", "unreadable")
    assert "compresses" in str(answers[0].detail)


def test_a_line_of_a_batch_without_end_costs_no_other_line(make_settings: MakeSettings) -> None:
    with ScriptedServer(honest) as server:

        def lines(rows: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
            good, bad = server.answer_lines(rows)
            return [good[0], "x" * (5 * MEGABYTE), *good[2:]] if len(rows) > 1 else good, bad

        server.batch_lines = lines
        answers = _ask(make_settings(server, llm_mode="batch"))
        assert {answer.status for answer in answers} == {"ok"}
        files = [server.files[batch["input_file_id"]] for batch in server.batches.values()]
        assert [file.count(b"custom_id") for file in files] == [4, 1]


def test_without_room_for_the_answers_nothing_is_asked(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeper.os, "fsync", full)
    with ScriptedServer(honest) as server:
        settings = make_settings(server)
        with pytest.raises(CacheError, match=r"no room for answers.*No space left.*Nothing was"):
            _ask(settings)
        assert not server.log
        assert not (settings.cache_dir / "llm.reserve").exists()


class Disk:
    """Lets the store write so many calls, then none until somebody makes room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, calls: int) -> None:
        self.left = calls
        save = Store.save_call

        def limited(store: Store, *row: Any) -> None:
            if not self.left:
                with store.transaction():
                    raise sqlite3.OperationalError("database or disk is full")
            self.left -= 1
            save(store, *row)

        monkeypatch.setattr(Store, "save_call", limited)


def test_when_the_disk_fills_up_the_room_held_back_takes_what_is_paid(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer(lambda call: Reaction(honest(call).content, delay=0.05)) as server:
        settings = make_settings(server, llm_max_concurrency=8)
        reserve = settings.cache_dir / "llm.reserve"
        disk = Disk(monkeypatch, 10)
        given_back = keeper.Keeper.give_back

        def make_room(self: keeper.Keeper) -> None:
            assert reserve.stat().st_size >= MEGABYTE
            given_back(self)
            disk.left = 10_000

        monkeypatch.setattr(keeper.Keeper, "give_back", make_room)
        with pytest.raises(CacheError, match=r"cannot be written \(database or disk is full\)"):
            _ask(settings, 100)
        answered = len(server.calls)
        assert answered <= 10 + 8 + 1
        monkeypatch.setattr(keeper.Keeper, "give_back", given_back)
        assert {answer.status for answer in _ask(settings, 100)} == {"ok"}
        assert len(server.calls) == 100, "an answer that was paid for is lost"


def test_paid_answers_wait_in_memory_for_room(
    make_settings: MakeSettings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with ScriptedServer(lambda call: Reaction(honest(call).content, delay=0.05)) as server:
        settings = make_settings(server, pace={"hold_seconds": 20.0}, llm_max_concurrency=8)
        disk = Disk(monkeypatch, 10)

        def make_room() -> None:
            while "wait in memory: make room within 20 seconds" not in "".join(said):
                said.append(capfd.readouterr().err)
                time.sleep(0.01)
            disk.left = 10_000

        said: list[str] = []
        helper = threading.Thread(target=make_room, daemon=True)
        helper.start()
        with pytest.raises(CacheError, match="See that its disk has room"):
            _ask(settings, 100)
        helper.join(5)
        assert {answer.status for answer in _ask(settings, 100)} == {"ok"}
        assert len(server.calls) == 100, "an answer that was paid for is lost"


def test_what_cannot_be_kept_in_the_end_is_counted(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer(honest) as server:
        settings = make_settings(server, pace={"hold_seconds": 0.1}, llm_max_concurrency=1)
        Disk(monkeypatch, 3)
        with pytest.raises(CacheError, match="1 calls that are paid for could not be kept"):
            _ask(settings, 20)
        assert len(server.calls) == 4


_FILLS = """
import resource, signal, sys
from pathlib import Path
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.store.answers import OK, Answer, Store
from tests.unit.llm.test_exchange import CALL
store = Store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
try:
    for number in range(10_000):
        key = f"{number:064x}"
        answer = Answer(key, OK, {"n": number})
        store.save_call({**CALL, "call_id": key}, [answer], {key: "x" * 500})
except CacheError as error:
    print(number, error)
"""


def test_a_file_that_may_grow_no_more_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    """The system itself refuses to write: no scripted disk."""
    path = tmp_path / "llm.sqlite"
    ran = subprocess.run(
        [sys.executable, "-c", _FILLS, str(path)],
        capture_output=True, text=True, cwd=Path(__file__).parents[3],
        env={"PYTHONPATH": f"{Path(__file__).parents[3]}/python:{Path(__file__).parents[3]}"},
    )  # fmt: skip
    written, said = ran.stdout.split(" ", 1)
    assert "cannot be written" in said and "See that its disk has room" in said, ran.stderr
    store = Store(path)
    assert store.connection.execute("select count(*) from answers").fetchone() == (int(written),)
    store.close()


def test_an_answer_that_no_file_can_hold_is_kept_all_the_same(make_settings: MakeSettings) -> None:
    """Half a surrogate pair is legal JSON; SQLite refuses it."""

    def script(call: Call) -> Reaction:
        answer = json.loads(honest(call).content)
        answer["answers"][0]["explanation"] = "half \ud83d a smile"
        return Reaction(json.dumps(answer))

    with ScriptedServer(script) as server:
        settings = make_settings(server)
        assert {answer.status for answer in _ask(settings, 2)} == {"ok"}
    assert len(read_calls(settings)) == 2 and read_failures(settings).empty
