"""Tables on a terminal: a console that also reads well in a plain log of a CI run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

_WIDTH = 100
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
    """Return a console at most 100 columns wide, and exactly that where there is no terminal."""
    console = SafeConsole()
    limit = width or _WIDTH
    console.width = min(console.width, limit) if console.is_terminal else limit
    return console


def heading(console: Console, title: str, remark: str = "") -> None:
    """Print a heading after an empty line, with a remark beside it."""
    line = Text(title, style="bold cyan")
    if remark:
        line.append(f"  {remark}", style="dim not bold")
    console.print()
    console.print(line)


def make_table(*columns: str) -> Table:
    """Return an empty table that uses the whole width.

    Args:
        *columns: Headings; one that begins with '>' is set flush right, one that ends with '…'
            takes the room that is left and is cut where it is too long.
    """
    table = Table(
        box=SIMPLE_HEAD, expand=True, show_edge=False, header_style="bold", pad_edge=False
    )
    for column in columns:
        flexible = column.endswith("…")
        table.add_column(
            column.lstrip(">").rstrip("…"),
            justify="right" if column.startswith(">") else "left",
            ratio=1 if flexible else None,
            no_wrap=True,
            overflow="ellipsis",
        )
    return table
