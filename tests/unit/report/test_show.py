from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hobby_profiles.app.cli import cli, main
from hobby_profiles.core.errors import InputError
from tests.unit.warehouse import change


def show(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["show", *arguments])


def test_first_result_has_funnel_profile_evidence_and_audiences(warehouse_file: Path) -> None:
    result = show()
    assert result.exit_code == 0, result.output
    text = result.output
    assert "Test shop & sons  as of 30 Dec 2022" in text
    assert "in a topic; amounts in EUR" in text
    assert "accepted" in text and "900" in text and "75%" in text
    assert "Profile of user ann" in text
    assert "Knitting  with Wool" in text
    assert "Jun 2022 – Dec 2022" in text and "25.00" in text
    assert "Proposed to user ann  and why" in text and "because you bought Chess board" in text
    assert "Best users for the topic “Knitting”  2 users engaged" in text
    assert re.search(r"1\s+ann\s+███░+ 0.34 .*\n\s*2\s+bob\s+█░+ 0.10", text)
    assert "Best users for the collection “Wool lovers”  2 users · 1 prospect" in text
    assert "who have nothing of it yet, and why: zoe (Lace & <b>)" in text
    assert re.search(r"2\s+50%\s+recorded: .*\n\s*1\s+25%\s+learned: .*\n\s*1\s+25%\s+in no", text)
    assert "40% are unlike every" in text and "certainty is 0.12" in text.replace("\n", " ")
    assert "no human checked each one" in text.replace("\n", " ").replace("  ", " ")


def test_names_of_products_are_printed_as_they_are_on_one_line(warehouse_file: Path) -> None:
    text = show().output
    assert "2 products, 25.00, Jun 2022 – Dec 2022: Wool <script>alert('" in text
    change(
        warehouse_file,
        "update marts.hobby__user_profiles set sample_product_name = 'A [bold]' || chr(10) || 'B'",
    )
    assert ": A [bold] B" in show().output


def test_a_shop_like_the_memory_is_not_warned_of(warehouse_file: Path) -> None:
    change(warehouse_file, "update marts.hobby__taxonomy_health set is_healthy = true")
    assert "unlike every" not in show().output


def test_lines_fit_into_a_plain_log(warehouse_file: Path) -> None:
    assert max(len(line) for line in show().output.splitlines()) <= 100


def test_named_user_topic_and_collection(warehouse_file: Path) -> None:
    text = show("--user", "bob", "--topic", "CHESS", "--collection", "wool lovers").output
    assert "Profile of user bob  no topic is sure enough" in text
    assert "Profile of user ann" not in text
    assert "Best users for the topic “Chess”  1 user engaged" in text
    assert "Wool lovers" in text


def test_what_is_named_is_shown_alone(warehouse_file: Path) -> None:
    text = show("--topic", "chess").output
    assert "Best users for the topic “Chess”" in text
    assert not re.search("Funnel|Profile of|collection|Look further", text)


def test_the_terminals_width_is_kept_to(
    warehouse_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(len(line) for line in show().output.splitlines()) <= 60


def test_hints_name_a_program_that_the_shell_finds(
    warehouse_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "env" / "hobby-profiles"
    installed.parent.mkdir()
    installed.touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(installed.with_name("python")))
    for path, typed in ((str(installed.parent), "hobby-profiles"), ("", "env/hobby-profiles")):
        monkeypatch.setenv("PATH", path)
        assert f"  {typed} explain ann " in show().output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--user", "anne"], "Perhaps you mean: ann, bob."),
        (["--topic", "income tax returns"], "Perhaps you mean: "),
        (["--collection", "yarn"], "Perhaps you mean: Wool lovers."),
    ],
)
def test_unknown_names_bring_near_ones(
    warehouse_file: Path, arguments: list[str], said: str
) -> None:
    error = show(*arguments).exception
    assert isinstance(error, InputError)
    assert said in str(error)


def test_empty_shop_is_shown_without_error(empty_warehouse_file: Path) -> None:
    result = show()
    assert result.exit_code == 0, result.output
    assert "0 events of 0 users" in result.output


@pytest.mark.parametrize("command", [["show"], ["explain", "ann"], ["validate"]])
def test_no_text_of_a_shop_reaches_the_terminal_as_a_command(
    warehouse_file: Path, tmp_path: Path, command: list[str]
) -> None:
    hostile = "chr(27) || '[2J' || chr(155) || chr(13) || chr(8) || chr(8238) || 'K'"
    for table, column in [
        ("marts.hobby__user_profiles", "sample_product_name"),
        ("marts.hobby__user_profiles", "topic_name"),
        ("marts.hobby__topics", "topic_name"),
        ("marts.hobby__collections", "collection_name"),
        ("staging.stg_hobby__products", "product_name"),
    ]:
        change(warehouse_file, f"update {table} set {column} = {hostile}")
    change(warehouse_file, f"update marts.hobby__topic_audiences set user_id = {hostile}")
    text = CliRunner().invoke(cli, command).output
    assert not set(text) & set("\x1b\x9b\r\b\u202e")
    assert command == ["validate"] or "\\x1b[2J\\x9b" in text


def test_an_error_is_printed_without_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], warehouse_file: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["hobby-profiles", "explain", "nobody\x1b]0;x\x07"])
    with pytest.raises(SystemExit):
        main()
    assert "nobody\\x1b]0;x\\x07" in capsys.readouterr().err
