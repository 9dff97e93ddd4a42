"""Nights of the tiny shop: undisturbed ones, killed ones, and what their marts hold."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

from tests.integration.conftest import ROOT, TABLES_ONLY
from tests.nights.shop import write_nights

DATABASE = "hobby_profiles.duckdb"
LONGEST_PAUSE = 0.5
"""Seconds that a kill waits at most after a line that dbt printed."""


@dataclass(frozen=True)
class Killed:
    """A night that was killed and run once more.

    Attributes:
        after: The line of dbt's after which it was killed, and how many there were.
        old: Marts that were still the first night's, but for the user who was erased.
        torn: Marts that were neither the first night's nor the second's.
        wrong: Marts that differ from the undisturbed night's after the run that followed.
        is_erased: Whether the erased user is in no byte of the database after that run.
    """

    after: str
    old: int
    torn: list[str]
    wrong: list[str]
    is_erased: bool

    @property
    def is_repaired(self) -> bool:
        """Whether all is as it was to be."""
        return not self.torn and not self.wrong and self.is_erased


class Nights:
    """The first night, kept to begin from again and again, and undisturbed later ones."""

    def __init__(self, folder: Path) -> None:
        """Build both nights, the second one twice.

        Args:
            folder: Everything is written there, unless it is there already.

        Raises:
            RuntimeError: If a build fails, or the second night's marts differ from the first's
                in nothing, or change when it is run again.
        """
        self._folder = folder
        self._live = folder / "live"
        self._first, self._second = folder / "first_night", folder / "second_night"
        self._erased, self._erased_later = write_nights(folder)
        if not self._second.exists():
            shutil.rmtree(self._live, ignore_errors=True)
            self._build("first")
            shutil.copytree(self._live, self._first)
            self.lines = self._build("second")
            shutil.copytree(self._live, folder / "once")
            self._build("second")
            again = differing(self._live / DATABASE, folder / "once" / DATABASE)
            if again:
                message = f"A night that is run twice changes {', '.join(again)}."
                raise RuntimeError(message)
            (folder / "once" / "lines.txt").write_text(str(self.lines))
            (folder / "once").rename(self._second)
        self.lines = int((self._second / "lines.txt").read_text())
        self.changed = differing(self._first / DATABASE, self._second / DATABASE)
        if not self.changed:
            message = "The second night changes no mart."
            raise RuntimeError(message)

    def killed(self, seed: int) -> Killed:
        """Kill a second night after a line that dbt prints, drawn by the seed, and run it again."""
        draw = random.Random(seed)
        line, pause = draw.randint(4, self.lines), draw.uniform(0, LONGEST_PAUSE)
        shutil.rmtree(self._live)
        shutil.copytree(self._first, self._live)
        after = self._kill(line, pause)
        torn, old = self._left()
        self._build("second")
        return Killed(
            after=f"{line:3} of {self.lines}: {after}",
            old=old,
            torn=torn,
            wrong=differing(self._live / DATABASE, self._second / DATABASE),
            is_erased=self._erased.encode() not in (self._live / DATABASE).read_bytes(),
        )

    def refreshed(self) -> list[str]:
        """Build a third night after the second, then its user side from nothing.

        Returns:
            Names of the marts that differ, or in which the users erased are found.

        Raises:
            RuntimeError: If a build fails, or the third night changes no mart of users.
        """
        shutil.rmtree(self._live, ignore_errors=True)
        shutil.copytree(self._second, self._live)
        self._build("third")
        database, third = self._live / DATABASE, self._folder / "third.duckdb"
        shutil.copy(database, third)
        if "hobby__user_topic_scores" not in differing(self._second / DATABASE, third):
            message = "The third night changes no score."
            raise RuntimeError(message)
        drop_user_side(database)
        self._build("third", "--selector", "user_side")
        held = third.read_bytes()
        named = [user for user in (self._erased, self._erased_later) if user.encode() in held]
        return [*(f"{user}, erased" for user in named), *differing(database, third)]

    def _left(self) -> tuple[list[str], int]:
        """Marts after a kill that are torn, and how many are the first night's."""
        seen = self._folder / "seen"
        shutil.rmtree(seen, ignore_errors=True)
        shutil.copytree(self._live, seen)
        is_new = set(self.changed) - set(differing(seen / DATABASE, self._second / DATABASE))
        is_old = set(self.changed) - set(
            differing(self._first / DATABASE, seen / DATABASE, without=self._erased)
        )
        unexpected = set(differing(self._first / DATABASE, seen / DATABASE)) - set(self.changed)
        return sorted(set(self.changed) - is_new - is_old | unexpected), len(is_old - is_new)

    def _start(self, night: str, *options: str) -> subprocess.Popen[str]:
        settings = {
            "hobby__data_dir": str(self._folder / "tonight"),
            "hobby__cache_dir": str(self._live / "cache"),
            "hobby__min_audience_size": 2,
            "hobby__min_accepted_share": 0.1,
            "hobby__prospect_scope": "all",
            "hobby__shop_name": "Two nights",
        }
        # One path for both nights, so that dbt parses the project once.
        tonight = self._folder / "tonight"
        tonight.unlink(missing_ok=True)
        tonight.symlink_to(self._folder / night, target_is_directory=True)
        self._live.mkdir(exist_ok=True)
        return subprocess.Popen(
            [
                str(Path(sys.executable).with_name("dbt")),
                *("--log-level-file", "none", "--no-write-json"),
                *("build", *TABLES_ONLY, *options, "--vars", json.dumps(settings)),
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "HOBBY_DUCKDB_PATH": str(self._live / DATABASE),
                "DBT_TARGET_PATH": str(self._folder / "target"),
                "DBT_LOG_PATH": str(self._folder / "logs"),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _build(self, night: str, *options: str) -> int:
        """Build a night to its end; return how many lines dbt printed."""
        process = self._start(night, *options)
        printed = process.communicate()[0]
        if process.returncode:
            message = f"The {night} night failed:\n{printed[-4000:]}"
            raise RuntimeError(message)
        return printed.count("\n")

    def _kill(self, line: int, pause: float) -> str:
        process = self._start("second")
        assert process.stdout is not None
        said = ""
        for number, text in enumerate(process.stdout, 1):
            said = text
            if number == line:
                time.sleep(pause)
                break
        process.kill()
        process.stdout.close()
        process.wait()
        return " ".join(said.split()[1:]).split(" ...")[0]


def drop_user_side(database: Path) -> None:
    """Drop what the selector ``user_side`` names from a database, but for the ids of journeys.

    These are told from night to night, so that a user's journey keeps its id.
    """
    selectors = yaml.safe_load((ROOT / "selectors.yml").read_text())["selectors"]
    [parts] = [found["definition"]["union"] for found in selectors if found["name"] == "user_side"]
    models = {
        path.stem
        for part in parts
        for path in (ROOT / part["value"]).rglob("*")
        if path.suffix in (".sql", ".py") and path.stem != "int_hobby__journey_ids"
    }
    with duckdb.connect(str(database)) as connection:
        for schema, name, kind in connection.execute(
            "select table_schema, table_name, if(table_type = 'VIEW', 'view', 'table')"
            " from information_schema.tables"
        ).fetchall():
            if name in models:
                connection.execute(f"drop {kind} {schema}.{name}")


def differing(one: Path, other: Path, *, without: str = "") -> list[str]:
    """Compare the marts of two databases, all their rows.

    Args:
        one: A DuckDB file.
        other: Another.
        without: A user whose rows in the first are not compared.

    Returns:
        Names of the marts that are in one only, or have other columns or rows.
    """
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name}")
        columns: dict[str, dict[str, list[tuple[str, str]]]] = {"one": {}, "other": {}}
        for name, table, *column in connection.execute(
            "select database_name, table_name, column_name, data_type from duckdb_columns()"
            " where schema_name = 'marts' and not internal order by all"
        ).fetchall():
            columns[name].setdefault(table, []).append((column[0], column[1]))
        found = []
        for table in sorted(columns["one"].keys() | columns["other"].keys()):
            held = columns["one"].get(table)
            if held is None or held != columns["other"].get(table):
                found.append(table)
                continue
            has_users = bool(without) and any(name == "user_id" for name, _ in held)
            first = f"from one.marts.{table}" + (
                f" where user_id is distinct from '{without}'" if has_users else ""
            )
            second = f"from other.marts.{table}"
            [(count,)] = connection.execute(
                f"select (select count(*) from ({first} except all {second}))"
                f" + (select count(*) from ({second} except all {first}))"
            ).fetchall()
            if count:
                found.append(table)
    return found
