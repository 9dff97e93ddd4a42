from __future__ import annotations

import io
import threading

import pytest

from hobby_profiles.core import progress as module
from hobby_profiles.core.progress import progress


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_BETWEEN_LINES", 0.0)
    monkeypatch.delenv("CI", raising=False)


def test_lines_count_up_to_the_total(no_wait: None, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading", 4, unit="rows") as advance:
        advance(1)
        advance(3, "two twice")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(",")[0] for line in lines] == [
        "Reading: 1/4 rows",
        "Reading: 4/4 rows (two twice)",
        "Reading: 4/4 rows (two twice)",
    ]


def test_ci_sees_the_closing_line_only(
    no_wait: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    with progress("Reading", 4) as advance:
        advance(4)
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_part_of_shown_work_is_silent(no_wait: None, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Labelling", 2) as advance:
        for _ in range(2):
            with progress("Embedding", 9) as part:
                part(9)
            advance(1)
    text = capsys.readouterr().err
    assert "Embedding" not in text
    assert text.count("Labelling") == 3
    with progress("Embedding", 9) as part:
        part(9)
    assert "Embedding" in capsys.readouterr().err


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_for_each_thread_and_keeps_the_closing_line(
    no_wait: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_BAR", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)

    def work(what: str) -> None:
        with progress(what, 4, unit="[texts]") as advance:
            advance(1, "1 failed")
            both.wait(5)
            module._bars._bars.refresh()  # type: ignore[union-attr]
            both.wait(5)
            advance(3)

    both = threading.Barrier(2)
    threads = [threading.Thread(target=work, args=(what,)) for what in ("Reading", "Naming")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = terminal.getvalue()
    assert "Reading" in said and "Naming" in said and "1/4" in said
    assert "[texts] (1 failed)" in said
    assert module._bars._bars is None, "the display is closed"
    closing = [line for line in said.splitlines() if "4/4 [texts]" in line and "(took" in line]
    assert len(closing) == 2
