from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner

from hobby_profiles.app.cli import cli
from hobby_profiles.app.project import project_vars
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.store.answers import FAILED, OK, UNANSWERED, Answer, Store
from hobby_profiles.llm.store.exchange import export_answers, import_answers

CALL = {
    "call_id": "c1", "run_id": "r", "purpose": "judge", "model": "m", "endpoint": "e",
    "prompt_version": 1, "prompt_hash": "h", "mode": "live", "round": 1, "attempt": 1,
    "item_count": 1, "item_keys": "a", "input_tokens": 1, "cached_tokens": 0, "output_tokens": 1,
    "cost_usd": 0.1, "latency_ms": 1.0, "status": "ok", "http_status": 200, "error": None,
    "called_at": "2026-01-01T00:00:00.000", "raw_answer": "{}", "is_settled": 1,
}  # fmt: skip


def _store(path: Path, *answers: Answer) -> Store:
    store = Store(path)
    store.save_call(CALL, answers, {answer.key: f"text of {answer.key}" for answer in answers})
    return store


def test_answers_travel_and_what_is_here_stays(tmp_path: Path) -> None:
    ours = _store(
        tmp_path / "a.sqlite",
        Answer("a", OK, {"x": 1}),
        Answer("b", FAILED, None, "refused", "no"),
        Answer("c", UNANSWERED, None, "timeout", "late"),
    )
    assert export_answers(ours, tmp_path / "a.jsonl.gz") == 2
    theirs = _store(tmp_path / "b.sqlite", Answer("a", OK, {"x": 2}))
    assert import_answers(theirs, tmp_path / "a.jsonl.gz") == (2, 1)
    found = theirs.answers(["a", "b", "c"])
    assert found["a"].value == {"x": 2}
    assert (found["b"].status, found["b"].reason) == (FAILED, "refused")
    assert "c" not in found
    assert import_answers(theirs, tmp_path / "a.jsonl.gz") == (2, 0)


def test_a_good_answer_replaces_a_failed_one_and_never_the_other_way_round(tmp_path: Path) -> None:
    good = _store(tmp_path / "good.sqlite", Answer("a", OK, {"x": 1}))
    bad = _store(tmp_path / "bad.sqlite", Answer("a", FAILED, None, "refused", "no"))
    export_answers(good, tmp_path / "good.jsonl")
    export_answers(bad, tmp_path / "bad.jsonl")
    import_answers(good, tmp_path / "bad.jsonl")
    import_answers(bad, tmp_path / "good.jsonl")
    assert good.answers(["a"])["a"].status == OK
    assert bad.answers(["a"])["a"].status == OK


def test_equal_caches_make_equal_files(tmp_path: Path) -> None:
    first = _store(tmp_path / "1.sqlite", Answer("a", OK, {"x": 1}), Answer("b", OK, {"x": 2}))
    export_answers(first, tmp_path / "1.jsonl")
    second = Store(tmp_path / "2.sqlite")
    import_answers(second, tmp_path / "1.jsonl")
    export_answers(second, tmp_path / "2.jsonl")
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


@pytest.mark.parametrize("damage", ["", "junk", '{"format": "other"}\n', "cut"])
def test_a_damaged_file_adds_nothing(damage: str, tmp_path: Path) -> None:
    good = _store(tmp_path / "a.sqlite", Answer("a", OK, {"x": 1}), Answer("b", OK, {"x": 2}))
    path = tmp_path / "a.jsonl.gz"
    export_answers(good, path)
    if damage == "cut":
        whole = gzip.decompress(path.read_bytes())
        path.write_bytes(gzip.compress(whole[:-20]))
    else:
        path.write_bytes(gzip.compress(damage.encode()))
    other = Store(tmp_path / "b.sqlite")
    with pytest.raises(CacheError, match=r"a\.jsonl\.gz"):
        import_answers(other, path)
    assert other.answers(["a", "b"]) == {}


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
        tmp_path / "llm.sqlite", Answer("a", OK, {"x": 1}), Answer("b", FAILED, None, "refused", "")
    ).close()
    (tmp_path / "dbt_project.yml").write_text("vars:\n  hobby__cache_dir: .\n")
    where = ["--project-dir", str(tmp_path)]
    stats = CliRunner().invoke(cli, ["cache", "stats", *where])
    assert stats.exit_code == 0 and "refused" in stats.output
    out = tmp_path / "x.jsonl"
    assert (
        "2 answers written" in CliRunner().invoke(cli, ["cache", "export", str(out), *where]).output
    )
    read = CliRunner().invoke(cli, ["cache", "import", str(out), *where]).output
    assert "2 answers read, 0 of them new" in read
    assert CliRunner().invoke(cli, ["batch", "list", *where]).exit_code == 0
