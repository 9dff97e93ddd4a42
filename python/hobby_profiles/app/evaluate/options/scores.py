"""What the commands that measure or fit scores have in common."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
import yaml

from hobby_profiles.app.evaluate.options.figures import (
    FIGURES,
    NEW_FILE,
    json_option,
    print_figures,
    write_json,
)
from hobby_profiles.core.errors import InputError

_Function = TypeVar("_Function", bound=Callable[..., Any])

horizon_option = click.option(
    "--horizon-days",
    default=90,
    show_default=True,
    type=click.IntRange(min=1),
    help="Days after it that count as what happened.",
)
database_option = click.option(
    "--database",
    type=NEW_FILE,
    help="Build in this DuckDB file and keep it; topics it holds already are not built anew.",
)
vars_option = click.option(
    "--vars", "variables", default="{}", help="Variables, as after `dbt build --vars`."
)


@dataclass(frozen=True)
class Request:
    """What to measure and where to put it.

    Attributes:
        data_dir: Folder with the inputs.
        as_of: Last day the scores may know.
        horizon_days: Days after it that count as what happened.
        database: DuckDB file to build in; None for a temporary one.
        json_path: Where the figures go; None for nowhere.
        docs_name: Name of the data in ``docs/evaluation.md``; None to leave the page alone.
        variables: Settings other than the project's.
    """

    data_dir: Path
    as_of: date
    horizon_days: int
    database: Path | None
    json_path: Path | None
    docs_name: str | None
    variables: dict[str, Any]


data_dir_option = click.option(
    "--data-dir",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder with the shop's products and events.",
)

as_of_option = click.option(
    "--as-of",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Last day that may be known.",
)


def scoring_options(function: _Function) -> _Function:
    """Give a command the options that make up a :class:`Request`."""
    options = (
        data_dir_option,
        as_of_option,
        horizon_option,
        database_option,
        json_option,
        click.option(
            "--write-docs",
            "docs_name",
            help=f"Keep the figures in {FIGURES} too, under this name of the data.",
        ),
        vars_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


def shops_option(flag: str, name: str, what: str) -> Callable[[_Function], _Function]:
    """Make an option that takes pairs of folder and date, see `dated_shops`."""
    return click.option(
        flag,
        name,
        nargs=2,
        multiple=True,
        required=True,
        metavar="FOLDER DATE",
        help=f"{what}; repeat it for more.",
    )


def request_of(arguments: dict[str, Any]) -> Request:
    """Make a request of what the options were given.

    Raises:
        InputError: If the settings are no mapping.
    """
    as_of: datetime = arguments["as_of"]
    variables = settings_of(arguments["variables"])
    return Request(**arguments | {"as_of": as_of.date(), "variables": variables})


def settings_of(text: str) -> dict[str, Any]:
    """Read what ``--vars`` was given.

    Raises:
        InputError: If it is no mapping.
    """
    try:
        variables = yaml.safe_load(text)
    except yaml.YAMLError:
        variables = None
    if not isinstance(variables, dict):
        raise InputError(
            f"--vars is {text!r}, which is no mapping of settings. Write it as dbt takes it: "
            "'{hobby__half_life_days: 90}'."
        )
    return variables


@contextmanager
def warehouse_of(request: Request) -> Iterator[Path]:
    """Yield the database to build in, and remove it afterwards if nobody asked to keep it."""
    if request.database is not None:
        yield request.database
        return
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as folder:
        yield Path(folder) / "scores.duckdb"


def dated_shops(shops: Sequence[tuple[str, str]]) -> list[tuple[Path, date]]:
    """Read pairs of folder and date as the command line gives them.

    Raises:
        InputError: If one of the dates is none.
    """
    return [(Path(folder), _date(day)) for folder, day in shops]


def shop_databases(shops: Sequence[tuple[Path, date]]) -> Iterator[tuple[Path, date]]:
    """Build the scores of each folder and date in turn; each stands until the next is asked for.

    A folder's topics do not depend on the date, so its dates share a database.
    """
    from hobby_profiles.evaluation.scores.build import build_scores

    folders = list(dict.fromkeys(folder for folder, _ in shops))
    with tempfile.TemporaryDirectory(prefix="hobby_profiles_") as work:
        for folder, as_of in shops:
            database = Path(work) / f"shop_{folders.index(folder)}.duckdb"
            build_scores(database, folder, as_of)
            click.echo(f"Built {folder} as of {as_of}.", err=True)
            yield database, as_of


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{text!r} is not a date. Write FOLDER YYYY-MM-DD, such as shop 2024-06-30."
        ) from None


def hand_over(request: Request, stage: str, figures: dict[str, float]) -> None:
    """Print the figures and write them where the request says.

    Args:
        request: Where to.
        stage: Name of the command, and of its file in ``docs/figures``.
        figures: Flat figures.
    """
    known: dict[str, Any] = {
        "as_of": request.as_of.isoformat(),
        "horizon_days": request.horizon_days,
    } | {name: round(float(value), 6) for name, value in figures.items()}
    # JSON knows no NaN: what could not be measured is null.
    known = {name: None if value != value else value for name, value in known.items()}
    print_figures({name: value for name, value in known.items() if name != "as_of"})
    if request.json_path is not None:
        write_json(request.json_path, known)
    if request.docs_name is not None:
        path = FIGURES / f"{stage}.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        kept[f"{request.docs_name}, {request.as_of}"] = known
        write_json(path, dict(sorted(kept.items())))
