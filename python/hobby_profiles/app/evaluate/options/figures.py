"""Where the figures of a measure go: options of the commands, and the files they write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from hobby_profiles.core.shipped import REFERENCE

FIGURES = Path("docs/figures")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
_Function = TypeVar("_Function", bound=Callable[..., Any])

json_option = click.option(
    "--json", "json_path", type=NEW_FILE, help="Write the figures to this file."
)
write_docs_option = click.option(
    "--write-docs", is_flag=True, help=f"Keep the figures in {FIGURES} too."
)


def _reference_option(flag: str, file: str, text: str) -> Callable[[_Function], _Function]:
    """An option for a file of the project's reference data."""
    return click.option(flag, type=FILE, default=REFERENCE / file, show_default=True, help=text)


areas_option = _reference_option(
    "--areas", "hobby__areas.csv", "Reviewed areas that guide the tree."
)
placed_labels_option = _reference_option(
    "--placed-labels", "hobby__placed_labels.csv", "Reviewed places of labels in the areas."
)
memory_option = _reference_option(
    "--memory", "labelled_texts.parquet", "Labelled texts, which show how labels are used."
)


def figure_options(function: _Function) -> _Function:
    """Give a command ``--json``, ``--write-docs`` and ``--cache-dir``.

    The command gets ``json_path``, ``write_docs`` and ``cache_dir``.
    """
    cache_dir = click.option(
        "--cache-dir", default=".hobby_cache", show_default=True, help="Folder for vectors."
    )
    return json_option(write_docs_option(cache_dir(function)))


def print_figures(figures: Mapping[str, float | None]) -> None:
    """Print one figure a line: four digits, large counts whole, nothing where it is unknown."""
    width = max(map(len, figures), default=0)
    for name, value in figures.items():
        shown = "" if value is None else f"{value:{',.0f' if abs(value) >= 1_000 else '.4g'}}"
        click.echo(f"{name:{width}} {shown}".rstrip())


def write_figures(
    stage: str, figures: Mapping[str, Any], json_path: Path | None, *, write_docs: bool
) -> None:
    """Write figures as JSON where the options say.

    Args:
        stage: Name of the command, and of its file in ``docs/figures``.
        figures: Flat figures.
        json_path: A file of the caller's; None for none.
        write_docs: Whether the docs' figures are renewed too.
    """
    if json_path is not None:
        write_json(json_path, figures)
    if write_docs:
        write_json(FIGURES / f"{stage}.json", figures)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write one file of figures; its folder is made if it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def retrieval_rows(figures: Mapping[str, float], rows: Sequence[tuple[str, str]]) -> str:
    """Render rows of a Markdown table: a name, then precision, recall and F1.

    Args:
        figures: Flat figures.
        rows: For each row its name and the prefix of its figures.
    """
    return "\n".join(
        f"| {name} | {figures[prefix + 'precision']:.2f} | {figures[prefix + 'recall']:.2f} "
        f"| {figures[prefix + 'f1']:.2f} |"
        for name, prefix in rows
    )
