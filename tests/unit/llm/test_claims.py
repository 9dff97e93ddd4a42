from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from tests.unit.llm.test_exchange import CALL

from hobby_profiles.llm.store import claims as claims_module
from hobby_profiles.llm.store.answers import FAILED, OK, Answer, Store

DONE = (OK, FAILED)


def _two(tmp_path: Path) -> tuple[Store, Store]:
    return Store(tmp_path / "a.sqlite"), Store(tmp_path / "a.sqlite")


def _rename(store: Store, other: Store, *, host: str | None = None, pid: int | None = None) -> None:
    """Make another store's claims those of a process elsewhere."""
    old_host, old_pid, word = other.claims.owner.rsplit(":", 2)
    new = f"{host or old_host}:{pid or old_pid}:{word}"
    for table in ("claims", "owners"):
        store.connection.execute(
            f"update {table} set owner = ? where owner = ?", (new, other.claims.owner)
        )


def _last_seen(store: Store, seconds_ago: float) -> None:
    store.connection.execute("update owners set seen_at = ?", (time.time() - seconds_ago,))


def test_claims_are_ours_until_answered_or_given_back(tmp_path: Path) -> None:
    first, second = _two(tmp_path)
    assert first.claims.take(["a", "b"], DONE) == {"a", "b"}
    assert second.claims.take(["a", "b", "c"], DONE) == {"c"}
    first.save_call(CALL, [Answer("a", OK, {})], {"a": ""})
    assert second.claims.take(["a"], DONE) == set(), "answered meanwhile"
    first.claims.release(["b"])
    assert second.claims.take(["b"], DONE) == {"b"}
    second.claims.release()
    assert first.claims.take(["b", "c"], DONE) == {"b", "c"}


def test_a_failed_answer_may_be_asked_about_again(tmp_path: Path) -> None:
    first, _ = _two(tmp_path)
    first.save_call(CALL, [Answer("a", FAILED, None, "refused", "no")], {"a": ""})
    assert first.claims.take(["a"], DONE) == set()
    assert first.claims.take(["a"], (OK,)) == {"a"}


def test_a_process_that_died_on_this_host_holds_nothing(tmp_path: Path) -> None:
    first, second = _two(tmp_path)
    first.claims.take(["a"])
    _rename(second, first, pid=999_999_999)
    assert second.claims.take(["a"]) == {"a"}


@pytest.mark.parametrize("host", [None, "another-container"])
def test_a_silent_owner_loses_its_claims_even_if_its_number_is_in_use(
    host: str | None, tmp_path: Path
) -> None:
    """A container that was killed and started again: another name, or the same process number."""
    first, second = _two(tmp_path)
    first.claims.take(["a"])
    _rename(second, first, host=host)
    assert second.claims.take(["a"]) == set(), "it gave a sign of life just now"
    _last_seen(second, claims_module.LAPSE_SECONDS + 1)
    assert second.claims.take(["a"]) == {"a"}


def test_an_owner_gives_signs_of_life_until_it_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims_module, "BEAT_SECONDS", 0.02)
    first, second = _two(tmp_path)
    first.claims.take(["a"])
    _last_seen(second, 1000)
    time.sleep(0.3)
    assert second.claims.take(["a"]) == set()
    first.close()
    assert second.claims.take(["a"]) == {"a"}


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    store.save_call(CALL, [Answer("a", OK, {"x": 1})], {"a": ""})
    store.close()
    with sqlite3.connect(tmp_path / "a.sqlite") as old:
        old.executescript(
            "drop table claims; drop table owners; create table claims (key text primary key, "
            "owner text not null, expires_at real not null) without rowid; "
            "insert into claims values ('b', 'h:1:x', 9e12); pragma user_version = 1"
        )
    store = Store(tmp_path / "a.sqlite")
    assert store.answers(["a"])["a"].value == {"x": 1}
    assert store.claims.take(["b"]) == {"b"}
