from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.app.project import project_vars
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.store.answers import FAILED, OK, UNANSWERED, Answer, Store
from hobby_profiles.llm.store.exchange import Imported, export_answers, import_answers

CALL = {
    "call_id": "c1", "run_id": "r", "purpose": "judge", "model": "m", "endpoint": "e",
    "prompt_version": 1, "prompt_hash": "h", "mode": "live", "round": 1, "attempt": 1,
    "item_count": 1, "item_keys": "a", "input_tokens": 1, "cached_tokens": 0, "output_tokens": 1,
    "cost_usd": 0.1, "latency_ms": 1.0, "status": "ok", "http_status": 200, "error": None,
    "called_at": "2026-01-01T00:00:00.000", "raw_answer": "{}", "is_settled": 1,
}  # fmt: skip


A, B, C = ("a" * 64, "b" * 64, "c" * 64)


def _grade(grade: int = 4) -> dict[str, Any]:
    return {
        "fit_grade": grade, "reason_code": "fits", "is_sensitive": False, "explanation": "It fits.",
    }  # fmt: skip


def _store(path: Path, *answers: Answer) -> Store:
    store = Store(path)
    store.save_call(CALL, answers, {answer.key: f"text of {answer.key}" for answer in answers})
    return store


def _counts(done: Imported) -> tuple[int, int, int, int]:
    return done.read, done.new, done.known, done.rejected.total()


def test_answers_travel_and_what_is_here_stays(tmp_path: Path) -> None:
    ours = _store(
        tmp_path / "a.sqlite",
        Answer(A, OK, _grade()),
        Answer(B, FAILED, None, "refused", "no"),
        Answer(C, UNANSWERED, None, "timeout", "late"),
    )
    assert export_answers(ours, tmp_path / "a.jsonl.gz") == 2
    theirs = _store(tmp_path / "b.sqlite", Answer(A, OK, _grade(2)))
    assert _counts(import_answers(theirs, tmp_path / "a.jsonl.gz")) == (2, 1, 1, 0)
    found = theirs.answers([A, B, C])
    assert found[A].value == _grade(2)
    assert (found[B].status, found[B].reason) == (FAILED, "refused")
    assert C not in found
    assert _counts(import_answers(theirs, tmp_path / "a.jsonl.gz")) == (2, 0, 2, 0)


def test_a_good_answer_replaces_a_failed_one_and_never_the_other_way_round(tmp_path: Path) -> None:
    good = _store(tmp_path / "good.sqlite", Answer(A, OK, _grade()))
    bad = _store(tmp_path / "bad.sqlite", Answer(A, FAILED, None, "refused", "no"))
    export_answers(good, tmp_path / "good.jsonl")
    export_answers(bad, tmp_path / "bad.jsonl")
    import_answers(good, tmp_path / "bad.jsonl")
    import_answers(bad, tmp_path / "good.jsonl")
    assert good.answers([A])[A].status == OK
    assert bad.answers([A])[A].status == OK


def test_equal_caches_make_equal_files(tmp_path: Path) -> None:
    first = _store(tmp_path / "1.sqlite", Answer(A, OK, _grade()), Answer(B, OK, _grade(2)))
    export_answers(first, tmp_path / "1.jsonl")
    second = Store(tmp_path / "2.sqlite")
    import_answers(second, tmp_path / "1.jsonl")
    export_answers(second, tmp_path / "2.jsonl")
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def _label(**changes: Any) -> dict[str, Any]:
    label = {"label": "knitting", "kind": "activity", "relevance": 0.9} | changes
    return {"purpose": "label", "value": json.dumps({"labels": [label]})}


#: What somebody may write into a file of answers, and what is wrong with it.
BAD_ROWS: dict[str, tuple[dict[str, Any], str]] = {
    "a key that is none": ({"key": "abc"}, "key:"),
    "a purpose that is none": ({"purpose": "poem"}, "purpose:"),
    "an open answer": ({"status": "unanswered"}, "status:"),
    "no value": ({"value": None}, "a usable answer has a value"),
    "a failed answer with a value": ({"status": "failed"}, "and no other one"),
    "a value that is no JSON": ({"value": "{"}, "Expecting property name"),
    "a value that is no object": ({"value": "[7]"}, "a value is an object"),
    "a value of another purpose": ({"purpose": "synonym"}, "is_same"),
    "a grade out of range": ({"value": json.dumps(_grade(9))}, "fit_grade"),
    "a relevance out of range": (_label(relevance=1.5), "relevance"),
    "a relevance that is no number": (_label(relevance="NaN"), "relevance"),
    "a label of marks": (_label(label="<script>alert(1)</script>"), "plain phrase"),
    "a label that is an address": (_label(label="see www.buy-it.com"), "plain phrase"),
    "a label that is too long": (_label(label="knitting " * 9), "label"),
    "a time that is none": ({"answered_at": "yesterday"}, "answered_at"),
    "a field more": ({"code": "import os"}, "code"),
    "no time": ({"answered_at": ...}, "answered_at"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_row_that_cannot_be_an_answer_is_counted_and_costs_no_other_row(
    name: str, tmp_path: Path
) -> None:
    changes, said = BAD_ROWS[name]
    path = tmp_path / "a.jsonl"
    export_answers(_store(tmp_path / "a.sqlite", Answer(A, OK, _grade())), path)
    head, good = path.read_text().splitlines()
    bad = {k: v for k, v in (json.loads(good) | {"key": B} | changes).items() if v is not ...}
    path.write_text("\n".join([head, json.dumps(bad), good, ""]))
    other = Store(tmp_path / "b.sqlite")
    done = import_answers(other, path)
    assert _counts(done) == (2, 1, 0, 1)
    assert said in next(iter(done.rejected)) and list(done.first_line.values()) == [2]
    assert other.answers([A]).keys() == {A}
    assert other.connection.execute("select count(*) from answers").fetchone() == (1,)


def test_an_imported_value_is_brought_to_the_form_of_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    export_answers(_store(tmp_path / "a.sqlite", Answer(A, OK, _grade())), path)
    head, good = path.read_text().splitlines()
    row = json.loads(good) | _label(label=" Fly_Fishing\u0007", kind="Hobby", relevance="0.9")
    path.write_text("\n".join([head, json.dumps(row)]))
    other = Store(tmp_path / "b.sqlite")
    assert _counts(import_answers(other, path)) == (1, 1, 0, 0)
    assert other.answers([A])[A].value == {
        "labels": [{"label": "fly fishing", "kind": "activity", "relevance": 0.9}]
    }


@pytest.mark.parametrize("damage", ["", "junk", '{"format": "other"}\n', "cut"])
def test_a_damaged_file_adds_nothing(damage: str, tmp_path: Path) -> None:
    good = _store(tmp_path / "a.sqlite", Answer(A, OK, _grade()), Answer(B, OK, _grade(2)))
    path = tmp_path / "a.jsonl.gz"
    export_answers(good, path)
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-30])
    else:
        path.write_bytes(gzip.compress(damage.encode()))
    other = Store(tmp_path / "b.sqlite")
    with pytest.raises(CacheError, match=r"a\.jsonl\.gz"):
        import_answers(other, path)
    assert other.answers([A, B]) == {}


def test_a_file_of_the_future_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite")
    store.connection.execute("pragma user_version = 99")
    store.close()
    with pytest.raises(CacheError, match="newer version"):
        Store(tmp_path / "a.sqlite")


def test_a_file_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"not a database, just some bytes" * 100)
    with pytest.raises(CacheError, match="cannot be opened"):
        Store(tmp_path / "a.sqlite")


def test_variables_are_ranked_as_dbt_does(tmp_path: Path) -> None:
    (tmp_path / "dbt_project.yml").write_text(
        "vars:\n  hobby__llm_model: a\n  other: 1\n"
        "  hobby_profiles:\n    hobby__llm_model: b\n    hobby__namer: openai\n"
    )
    assert project_vars(tmp_path)["hobby__llm_model"] == "b"
    given = project_vars(tmp_path, "{hobby__llm_model: c}")
    assert given == {"hobby__llm_model": "c", "hobby__namer": "openai"}


def test_the_commands_work_on_a_cache(tmp_path: Path) -> None:
    _store(
        tmp_path / "llm.sqlite", Answer(A, OK, _grade()), Answer(B, FAILED, None, "refused", "")
    ).close()
    (tmp_path / "dbt_project.yml").write_text("vars:\n  hobby__cache_dir: .\n")

    def command(*arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(cli, [*arguments, "--project-dir", str(tmp_path)])
        return ran.exit_code, ran.output

    assert "refused" in command("cache", "stats")[1]
    out = tmp_path / "x.jsonl"
    assert "2 answers written" in command("cache", "export", str(out))[1]
    assert command("cache", "import", str(out)) == (
        0, "2 answers read: 0 new, 2 known before, 0 rejected.\n"
    )  # fmt: skip
    head, *_ = out.read_text().splitlines()
    out.write_text(f"{head}\nnonsense\n")
    code, said = command("cache", "import", str(out))
    assert code != 0 and "1 rejected.\n  rejected 1, the first in line 2: Invalid JSON" in said
    assert command("batch", "list")[0] == 0
