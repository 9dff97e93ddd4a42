"""Runs the user side on PostgreSQL and compares its marts with those that DuckDB built.

``make test-postgres`` runs it after ``make build``. It starts a server of its own in a folder
for the time of the check, from the programs of Debian's package ``postgresql``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import psycopg2
from psycopg2.extensions import connection as Connection
from user_side import Handover, build, compare, fresh_folder, hand_over, last_build

NULL = r"\N"
#: The server's own user where the check is run by root, whom PostgreSQL refuses.
SERVER_USER = "postgres"


def programs() -> Path | None:
    """The folder of the server's programs, of the newest version; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _version(program: Path) -> int:
    name = program.parents[1].name
    return int(name) if name.isdecimal() else 0


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Runs a server that listens on a socket in a folder only; gives that folder."""
    with tempfile.TemporaryDirectory(prefix="hobby_postgres_", dir="/tmp") as folder:
        as_server = []
        if os.geteuid() == 0:
            shutil.chown(folder, SERVER_USER)
            as_server = ["runuser", "-u", SERVER_USER, "--"]
        data = f"{folder}/data"
        control = [*as_server, str(binaries / "pg_ctl"), "--pgdata", data, "--wait", "--silent"]

        def run(*command: str) -> None:
            subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

        run(*as_server, str(binaries / "initdb"), "--pgdata", data, "--username", "hobby",
            "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c timezone=UTC"
        run(*control, "--log", f"{folder}/log", "--options", options, "start")
        try:
            yield folder
        finally:
            run(*control, "--mode", "fast", "stop")


def load(database: Path, work: Path, handover: Handover, postgres: Connection) -> None:
    """Copies what is handed over, with its types, by way of CSV."""
    cursor = postgres.cursor()
    for schema in handover.told["schemas"]:
        cursor.execute(f"create schema if not exists {schema}")
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for name in handover.relations:
            columns = connection.execute(f"describe {name}").fetchall()
            typed = ", ".join(f"{column} {_type(kind)}" for column, kind, *_ in columns)
            path = work / f"{name}.csv"
            connection.execute(f"copy {name} to '{path}' (format csv, nullstr '{NULL}')")
            cursor.execute(f"create table {name} ({typed})")
            with path.open() as rows:
                cursor.copy_expert(
                    f"copy {name} from stdin (format csv, header, null '{NULL}')", rows
                )
    cursor.execute("analyze")


def _type(kind: str) -> str:
    return {"DOUBLE": "double precision", "VARCHAR": "text", "HUGEINT": "numeric"}.get(kind, kind)


def main() -> None:
    """Builds, compares and exits with 1 if a model, a data test or a row differs."""
    binaries = programs()
    if binaries is None:
        print("SKIPPED: no PostgreSQL server here (Debian: apt-get install postgresql). "
              "Nothing was compared.", file=sys.stderr)  # fmt: skip
        return
    database, work = last_build(), fresh_folder("postgres")
    handover = hand_over(database, work)
    with server(binaries) as folder:
        os.environ["HOBBY_POSTGRES_HOST"] = folder
        postgres = psycopg2.connect(host=folder, user="hobby", dbname="postgres")
        postgres.autocommit = True
        load(database, work, handover, postgres)
        build("postgres", Path(__file__).parent, work, handover)

        def read(mart: str, columns: dict[str, str]) -> str:
            path = work / f"{mart}.csv"
            with path.open("w") as rows:
                postgres.cursor().copy_expert(
                    f"copy (select {', '.join(columns)} from {handover.told['marts'][mart]}) "
                    f"to stdout (format csv, header, null '{NULL}')", rows
                )  # fmt: skip
            kinds = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
            return (
                f"read_csv('{path}', columns = {{{kinds}}}, header = true, nullstr = '{NULL}',"
                " delim = ',', quote = '\"', escape = '\"', allow_quoted_nulls = false)"
            )

        found = compare(database, work, handover, read)
    sys.exit(1 if any(found.values()) else 0)


if __name__ == "__main__":
    main()
