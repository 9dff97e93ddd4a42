"""Tables on a terminal: a console that also reads well in a plain log of a CI run."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

_WIDTH = 100


def make_console(width: int | None = None) -> Console:
    """Return a console at most 100 columns wide, and exactly that where there is no terminal.

    Texts of a shop are printed as they are: nothing in them is read as markup.
    """
    console = Console(markup=False, highlight=False, emoji=False)
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
