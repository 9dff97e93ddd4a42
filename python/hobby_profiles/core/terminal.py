"""Tables on a terminal: a console that also reads well in a plain log of a CI run."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

_WIDTH = 100
_NARROW = 90
_DIRECTIONS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def visible(text: str) -> str:
    """Return a text with control characters written out by their numbers; line ends stay.

    A terminal obeys them: a product's name could clear the screen, or turn what is read around.
    """
    if text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode()
        if (unicodedata.category(character) == "Cc" and character != "\n")
        or unicodedata.bidirectional(character) in _DIRECTIONS
        else character
        for character in text
    )


class SafeConsole(Console):
    """A console that prints texts of a shop as they are: no markup, no control characters."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, markup=False, highlight=False, emoji=False)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render, what a terminal would obey written out, but for what rich itself asks of it."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


def make_console(width: int | None = None) -> Console:
    """Return a console as wide as the terminal or ``COLUMNS`` says, 100 columns at most.

    It is exactly that wide where neither says anything, as in a log.
    """
    console = SafeConsole()
    limit = width or _WIDTH
    is_told = console.is_terminal or os.environ.get("COLUMNS", "").isdigit()
    console.width = min(console.width, limit) if is_told else limit
    return console


def program(name: str = "hobby-profiles", folder: Path | None = None) -> str:
    """Return what to type for a program of this environment.

    Args:
        name: The program's.
        folder: Where it will be typed, absolute; None for here.

    Returns:
        Its name if the shell finds this one by it, else its path, from the folder if it is below.
    """
    folder = folder or Path.cwd()
    ours, found = Path(sys.executable).with_name(name), shutil.which(name)
    if not ours.exists() or (found and ours.samefile(found)):
        return name
    return str(ours.relative_to(folder) if ours.is_relative_to(folder) else ours)


def print_lines(console: Console, lines: Iterable[str]) -> None:
    """Print lines to be copied: indented, and left whole where they are long."""
    for line in lines:
        console.print(f"  {line}", soft_wrap=True)


def heading(console: Console, title: str, remark: str = "") -> None:
    """Print a heading after an empty line, with a remark beside it."""
    line = Text(title, style="bold cyan")
    if remark:
        line.append(f"  {remark}", style="dim not bold")
    console.print()
    console.print(line)


class _FittingTable(Table):
    """A table that does without some of its columns below 90 columns of a terminal."""

    spare: frozenset[int] = frozenset()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render what there is room for."""
        if options.max_width < _NARROW:
            self.columns = [
                column for place, column in enumerate(self.columns) if place not in self.spare
            ]
            self.spare = frozenset()
        yield from super().__rich_console__(console, options)


def name_with_others(name: str, others: str | None) -> Text:
    """Return a name in bold, and beside it, if there are any, the others it stands for."""
    return Text.assemble((name, "bold"), (f"  with {others}" if others else "", "dim"))


def make_table(*columns: str) -> Table:
    """Return an empty table that uses the whole width.

    Args:
        *columns: Headings; one that begins with '>' is set flush right, one that ends with '…'
            takes the room that is left and is cut where it is too long, one that ends with '?' is
            left out on a narrow terminal.
    """
    table = _FittingTable(
        box=SIMPLE_HEAD, expand=True, show_edge=False, header_style="bold", pad_edge=False
    )
    table.spare = frozenset(place for place, column in enumerate(columns) if column.endswith("?"))
    for column in columns:
        flexible = "…" in column
        table.add_column(
            column.lstrip(">").rstrip("…?"),
            justify="right" if column.startswith(">") else "left",
            ratio=1 if flexible else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table
