"""Say how one input is read from the shop's folder: a piece of SQL, and what was found in words."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import duckdb

from hobby_profiles.core.errors import InputError
from hobby_profiles.core.sql import identifier, literal
from hobby_profiles.core.terminal import visible
from hobby_profiles.inputs.csv_layout import CsvLayout, column_name, read_layout
from hobby_profiles.inputs.locate import Files, find_files, named_files, seen_in

_EXTRA = "hobby_extra_field"
_NO_NULL = "\x01"
"""Written for a missing value by nobody: so an empty field differs from one that is not there."""


@dataclass(frozen=True)
class Request:
    """What is asked for.

    Attributes:
        folder: The shop's folder.
        name: Name of the input.
        columns: Columns that it may have.
        delimiter: Delimiter of CSV files, empty to find it.
        encoding: Encoding of CSV files, empty to find it.
        path: A file, or folder of parts, that holds the input; empty to look in the folder.
    """

    folder: str
    name: str
    columns: tuple[str, ...]
    delimiter: str = ""
    encoding: str = ""
    path: str = ""


@dataclass(frozen=True)
class Source:
    """The answer.

    Attributes:
        relation: SQL to select from; empty if there is no such file.
        stated: What was found, for people.
        problem: Why it cannot be read, one sentence with what to do; empty if it can.
    """

    relation: str = ""
    stated: str = ""
    problem: str = ""


def describe_source(request: str) -> str:
    """Answer a request in JSON, for the SQL function ``hobby_input_source``.

    Args:
        request: The fields of a `Request`, as a JSON object.

    Returns:
        The fields of a `Source`, as a JSON object. Errors are answers too.
    """
    source = find_source(Request(**json.loads(request)))
    shown = replace(source, stated=visible(source.stated), problem=visible(source.problem))
    return json.dumps(asdict(shown))


def find_source(request: Request) -> Source:
    """Find an input in the shop's folder, or where it is said to lie, and read through it."""
    folder = Path(request.folder)
    try:
        files = (
            named_files(Path(request.path)) if request.path else find_files(folder, request.name)
        )
        if files is None:
            return Source(stated=seen_in(folder))
        source = _csv(files, request) if files.kind == "csv" else _parquet(files)
    except InputError as error:
        return Source(problem=str(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return Source(problem=f"{error.filename or folder} cannot be read: {reason}.")
    except duckdb.Error as error:
        reason = " ".join(str(error).split())
        return Source(
            problem=f"The input {request.name!r} in {folder} cannot be read: {reason} Write the "
            "file again, or point hobby__data_dir at another folder."
        )
    note = f"; {files.passed_over} is there too and is not read" if files.passed_over else ""
    return Source(source.relation, source.stated + note)


def _parquet(files: Files) -> Source:
    options = ", hive_partitioning = true" if files.is_partitioned else ""
    if len(files.paths) > 1:
        options += ", union_by_name = true"
    relation = f"read_parquet({_listed(files.paths)}{options})"
    with duckdb.connect() as connection:
        counts = connection.execute(
            f"select count(*), bit_xor(hash(seen)) from {relation} as seen"  # noqa: S608
        ).fetchall()
    return Source(relation, f"{_named(files.paths)}, {counts[0][0]:,} rows")


def _csv(files: Files, request: Request) -> Source:
    known = frozenset(request.columns)
    layouts = {
        path: read_layout(path, known, request.delimiter, request.encoding) for path in files.paths
    }
    filled = {path: layout for path, layout in layouts.items() if layout.columns}
    if not filled:
        raise InputError(
            f"{files.paths[0]} is empty: not even a header with the names of the columns is there."
        )
    relations = []
    for path, layout in filled.items():
        relation = _read_csv(path, layout, is_partitioned=files.is_partitioned)
        _count_again(path, layout, relation, known)
        relations.append(f"select * from {relation}")  # noqa: S608
    first = next(iter(filled.values()))
    stated = (
        f"{_named(files.paths)}, {first.encoding}, fields parted by {first.delimiter!r}, "
        f"{sum(layout.record_count for layout in filled.values()):,} records"
    )
    ragged = sum(layout.short_count + layout.long_count for layout in filled.values())
    if ragged:
        stated += f" ({ragged:,} of them with more or fewer fields than the header)"
    return Source("(" + " union all by name ".join(relations) + ")", stated)


def _read_csv(path: Path, layout: CsvLayout, *, is_partitioned: bool) -> str:
    names = [column or f"column_{place}" for place, column in enumerate(layout.columns, 1)]
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in [*names, _EXTRA])
    options = [
        "auto_detect = false",
        f"delim = {literal(layout.delimiter)}",
        "quote = '\"'",
        "escape = '\"'",
        "comment = ''",
        "header = true",
        f"skip = {layout.skipped_lines}",
        f"nullstr = {literal(_NO_NULL)}",
        "null_padding = true",
        "strict_mode = false",
        "max_line_size = 67108864",
        f"encoding = {literal(layout.encoding)}",
        f"columns = {{{columns}}}",
    ]
    if layout.has_line_breaks:
        options.append("parallel = false")
    if is_partitioned:
        options.append("hive_partitioning = true")
    first, last = identifier(names[0]), identifier(names[-1])
    same_as_header = f"{first} = {literal(names[0])} and {last} = {literal(names[-1])}"
    return (
        f"(select * exclude ({_EXTRA}), case"  # noqa: S608
        f" when {_EXTRA} is not null or {last} is null then 'ragged_row'"
        f" when {same_as_header} then 'repeated_header'"
        f" end as hobby_row_problem"
        f" from read_csv({literal(str(path))}, {', '.join(options)}))"
    )


def _count_again(path: Path, layout: CsvLayout, relation: str, known: frozenset[str]) -> None:
    """Compare what DuckDB reads with what was counted apart; look for a second, other header."""
    names = [column for column in layout.columns if column_name(column) in known][:2]
    is_header = " and ".join(
        f"list_contains({sorted(known)}, lower(trim({identifier(name)})))" for name in names
    )
    with duckdb.connect() as connection:
        [(read, ragged, headers)] = connection.execute(
            "select count(*), count(*) filter (hobby_row_problem = 'ragged_row'),"  # noqa: S608
            f" count(*) filter (hobby_row_problem is null and ({is_header or 'false'}))"
            f" from {relation}"
        ).fetchall()
    if headers:
        raise InputError(
            f"{path} holds {headers} more header(s) with other columns: exports were joined whose "
            "columns differ. Keep them as parts in a folder of that name, each with its header."
        )
    if (read, ragged) != (layout.record_count, layout.short_count + layout.long_count):
        raise InputError(
            f"{path} holds {layout.record_count:,} records, of which {read:,} can be read "
            f"({ragged:,} with a wrong number of fields): its quotes are not written as in other "
            'CSV files. Double every quote inside a quoted text ("27"" screen"), or write the '
            "table as Parquet."
        )


def _listed(paths: tuple[Path, ...]) -> str:
    listed = ", ".join(literal(str(path)) for path in paths)
    return listed if len(paths) == 1 else f"[{listed}]"


def _named(paths: tuple[Path, ...]) -> str:
    return str(paths[0]) if len(paths) == 1 else f"{len(paths)} files such as {paths[0]}"
