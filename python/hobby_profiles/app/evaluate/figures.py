"""Where the figures of a measure go: options of the commands, and the files they write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

FIGURES = Path("docs/figures")
_Function = TypeVar("_Function", bound=Callable[..., Any])


def figure_options(function: _Function) -> _Function:
    """Give a command ``--json``, ``--write-docs`` and ``--cache-dir``.

    The command gets ``json_path``, ``write_docs`` and ``cache_dir``.
    """
    options = (
        click.option(
            "--json",
            "json_path",
            type=click.Path(dir_okay=False, path_type=Path),
            help="Write the figures to this file.",
        ),
        click.option("--write-docs", is_flag=True, help=f"Keep the figures in {FIGURES} too."),
        click.option(
            "--cache-dir", default=".hobby_cache", show_default=True, help="Folder for vectors."
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def write_figures(
    stage: str, figures: Mapping[str, Any], json_path: Path | None, *, write_docs: bool
) -> None:
    """Write figures as JSON where the options of `figure_options` say.

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
