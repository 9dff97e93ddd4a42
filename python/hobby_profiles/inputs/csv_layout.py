"""How a CSV file is written, read from the whole of it: nothing is guessed from a sample."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

from hobby_profiles.core.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
_BLOCK = 1 << 23
_NEWLINES = (10, 13)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class CsvLayout:
    """What reading a file needs to be told, and what it must come to.

    Attributes:
        encoding: ``utf-8``, ``utf-16`` or ``latin-1``.
        delimiter: One character.
        skipped_lines: Lines before the header: 1 for a line such as ``sep=;``.
        columns: Names in the header, as written.
        record_count: Records after the header, blank lines left out.
        short_count: Records with fewer fields than the header.
        long_count: Records with more.
        has_line_breaks: Whether a quoted text spans lines.
    """

    encoding: str
    delimiter: str
    skipped_lines: int
    columns: tuple[str, ...]
    record_count: int
    short_count: int
    long_count: int
    has_line_breaks: bool


def read_layout(
    path: Path, known_columns: frozenset[str], delimiter: str = "", encoding: str = ""
) -> CsvLayout:
    """Read through a file once (twice if it holds quotes).

    Args:
        path: The file; one that ends in ``.gz`` is unpacked on the way.
        known_columns: Names that a header of this input may hold, in lower case; what parts the
            most of them is the delimiter.
        delimiter: The delimiter, empty to find it.
        encoding: The encoding, empty for UTF-8, or UTF-16 where the file announces it.

    Returns:
        The layout.

    Raises:
        InputError: If the bytes are not in the encoding, two columns share a name, or a quote is
            opened and not closed as it should be; the message names the line.
    """
    encoding = encoding or _announced(path)
    quote_count, line_count = _look_through(path, encoding)
    skipped, header = _first_lines(path, encoding)
    if skipped and not delimiter:
        delimiter = header[0].strip()[4:] or ","
    first = header[-1] if header else ""
    delimiter = delimiter or max(
        DELIMITERS,
        key=lambda mark: (
            len(known_columns & {column_name(field) for field in _fields(first, mark)}),
            len(_fields(first, mark)),
        ),
    )
    columns = tuple(field.strip() for field in _fields(first, delimiter))
    _no_twins(path, columns)
    width = len(columns)
    if quote_count == 0 and width > 1 and encoding != "utf-16":
        short, long = _field_counts(path, delimiter, width, skipped + 1)
        records = max(line_count - skipped - 1, 0)
        return CsvLayout(encoding, delimiter, skipped, columns, records, short, long, False)
    return _read_records(path, encoding, delimiter, skipped, columns)


def column_name(written: str) -> str:
    """Bring a header's name to the form in which columns are looked for: ``Product ID``."""
    return written.strip().lower().replace(" ", "_").replace("-", "_")


def _announced(path: Path) -> str:
    with _opened(path) as file:
        start = file.read(4)
    return next((name for mark, name in _BOMS if start.startswith(mark)), "utf-8")


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rb")
    return path.open("rb")


def _blocks(path: Path) -> Iterator[bytes]:
    with _opened(path) as file:
        while block := file.read(_BLOCK):
            yield block


def _look_through(path: Path, encoding: str) -> tuple[int, int]:
    """Count quotes and lines that are not blank; check the encoding to the last byte."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as error:
        raise InputError(f"hobby__csv_encoding is {encoding!r}, which no reader knows.") from error
    quotes = lines = breaks = 0
    ended = True
    for block in _blocks(path):
        try:
            decoder.decode(block)
        except UnicodeDecodeError as error:
            line = breaks + block[: error.start].count(b"\n") + 1
            raise InputError(
                f"{path} is not written in the encoding {encoding}: byte 0x"
                f"{error.object[error.start]:02x} in line {line}. If it is Western European, set "
                "hobby__csv_encoding: latin-1; otherwise convert it, for instance with "
                f"iconv -f WINDOWS-1252 -t UTF-8 {path} > converted.csv."
            ) from error
        quotes += block.count(b'"')
        breaks += block.count(b"\n")
        is_break = np.isin(np.frombuffer(block, np.uint8), _NEWLINES)
        lines += int(np.count_nonzero(~is_break[1:] & is_break[:-1]) + (ended and not is_break[0]))
        ended = bool(is_break[-1])
    return quotes, lines


def _first_lines(path: Path, encoding: str) -> tuple[int, list[str]]:
    """Return the number of lines before the header, and the lines up to it."""
    with _text(path, encoding) as text:
        lines = []
        for line in text:
            if line.strip("\r\n"):
                lines.append(line.strip("\r\n"))
            if len(lines) == 2 or (lines and not lines[0].lower().startswith("sep=")):
                break
    skipped = int(bool(lines) and lines[0].lower().startswith("sep="))
    return skipped, lines


def _text(path: Path, encoding: str) -> io.TextIOWrapper:
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(_opened(path), encoding=name, newline="")


def _fields(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _no_twins(path: Path, columns: tuple[str, ...]) -> None:
    names = [column_name(column) for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise InputError(
                f"{path} has two columns called {name!r}. Leave the one that counts, or rename one."
            )


def _field_counts(path: Path, delimiter: str, width: int, header_lines: int) -> tuple[int, int]:
    """Count lines with fewer and with more fields, where no quote hides a delimiter."""
    mark = ord(delimiter)
    short = long = 0
    rest = b""
    seen = 0
    for block in _blocks_and_end(path):
        data = rest + block
        cut = len(data) if not block else max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        rest, data = data[cut:], data[:cut]
        values = np.frombuffer(data, np.uint8)
        is_break = np.isin(values, _NEWLINES)
        starts = np.flatnonzero(~is_break & np.concatenate(([True], is_break[:-1])))
        if len(starts):
            marks = np.add.reduceat((values == mark).astype(np.int32), starts)
            own = marks[max(header_lines - seen, 0) :]
            short += int((own < width - 1).sum())
            long += int((own > width - 1).sum())
            seen += len(starts)
    return short, long


def _blocks_and_end(path: Path) -> Iterator[bytes]:
    yield from _blocks(path)
    yield b""


def _read_records(
    path: Path, encoding: str, delimiter: str, skipped: int, columns: tuple[str, ...]
) -> CsvLayout:
    """Read a file record by record, as quotes ask for."""
    csv.field_size_limit(1 << 30)
    own: list[str] = []
    line_number = 0
    records = short = long = 0
    has_line_breaks = False
    width = len(columns)

    def remembered(lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            own.append(line)
            yield line

    with _text(path, encoding) as text:
        for position, row in enumerate(csv.reader(remembered(text), delimiter=delimiter)):
            first_line, line_number = line_number + 1, line_number + len(own)
            if len(own) > 1:
                has_line_breaks = True
                _no_open_quote(path, own, delimiter, first_line)
            own.clear()
            if row and position > skipped:
                records += 1
                short += len(row) < width
                long += len(row) > width
    return CsvLayout(encoding, delimiter, skipped, columns, records, short, long, has_line_breaks)


def _no_open_quote(path: Path, lines: list[str], delimiter: str, first_line: int) -> None:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(
            f"{path}: a quote in line {first_line} opens a text that is not closed as it should "
            f"be; {len(lines)} lines would be read as one row. Double a quote that is part of a "
            'text ("27"" screen"), or leave it out.'
        ) from error
