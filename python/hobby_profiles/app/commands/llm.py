"""The commands ``cache``, ``estimate`` and ``batch``."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from hobby_profiles.app.built import Build
from hobby_profiles.app.project import llm_settings, project_vars
from hobby_profiles.core.terminal import SafeConsole, visible
from hobby_profiles.llm.errors import CacheError
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import Store

_FUNCTION = Callable[..., Any]
_LEAST_WIDTH = 110  # A file or a pipe has none of its own, and numbers are never cut.


def _project_options(function: _FUNCTION) -> _FUNCTION:
    """Add the options that say which project and which variables are meant."""
    for option in (
        click.option("--vars", "given", default="", help="Variables, as after `dbt build --vars`."),
        click.option(
            "--project-dir", type=click.Path(path_type=Path, file_okay=False), default=".",
            show_default=True, help="Folder with dbt_project.yml.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def _settings(project_dir: Path, given: str) -> LlmSettings:
    return llm_settings(project_dir, project_vars(project_dir, given))


def _open_store(settings: LlmSettings) -> Store:
    if not settings.store_path.exists():
        raise CacheError(
            f"There are no answers yet: {settings.store_path} does not exist. It is made when a "
            "language model is asked for the first time, or by `hobby-profiles cache import`."
        )
    return Store(settings.store_path)


def _print(title: str, names: list[str], rows: list[tuple[Any, ...]]) -> None:
    table = Table(title=title, title_justify="left")
    for name in names:
        table.add_column(
            name, justify="left" if name in _WORDS else "right", no_wrap=name not in _LONG
        )
    for row in rows:
        table.add_row(*("-" if value is None else _text(value) for value in row))
    console = SafeConsole()
    console.width = max(console.width, _LEAST_WIDTH)
    console.print(table)


_WORDS = {"purpose", "model", "status", "reason", "state", "basis", "batch", "error", "changed"}
_LONG = {"answered before", "prompt version", "basis", "error"}


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.4f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


@click.group()
def cache() -> None:
    """Look at, share and merge the answers that were paid for."""


@cache.command()
@_project_options
def stats(project_dir: Path, given: str) -> None:
    """Count answers, failures and calls by purpose, model and prompt version."""
    store = _open_store(_settings(project_dir, given))
    by = "purpose, model, prompt_version"
    answers = store.connection.execute(
        f"select {by}, sum(status = 'ok'), sum(status = 'failed'), sum(status = 'unanswered') "  # noqa: S608
        f"from answers group by {by} order by {by}"
    ).fetchall()
    calls = store.connection.execute(
        f"select {by}, count(*), sum(status in ('ok', 'refused', 'truncated')), "  # noqa: S608
        f"sum(input_tokens), sum(output_tokens), sum(cost_usd) from calls "
        f"group by {by} order by {by}"
    ).fetchall()
    reasons = store.connection.execute(
        "select purpose, status, reason, count(*) from answers where status != 'ok' "
        "group by 1, 2, 3 order by 4 desc, 1, 2, 3"
    ).fetchall()
    key = ["purpose", "model", "prompt version"]
    _print(f"Answers in {store.path}", [*key, "usable", "failed", "unanswered"], answers)
    _print("Calls", [*key, "calls", "answered", "tokens sent", "tokens got", "US dollars"], calls)
    if reasons:
        _print("Items without an answer", ["purpose", "status", "reason", "items"], reasons)
    store.close()


@cache.command("export")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@_project_options
def export_(path: Path, project_dir: Path, given: str) -> None:
    """Write all answers to PATH, JSON lines (compressed if it ends in .gz)."""
    from hobby_profiles.llm.store.exchange import export_answers

    store = _open_store(_settings(project_dir, given))
    click.echo(f"{export_answers(store, path):,} answers written to {path}.")
    store.close()


@cache.command("import")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@_project_options
def import_(path: Path, project_dir: Path, given: str) -> None:
    """Add the answers of PATH, a file made by `cache export`; what is here already stays.

    Each row is checked like an answer that a model has just given; what cannot be one is left out
    and counted.
    """
    from hobby_profiles.llm.store.exchange import import_answers

    store = Store(_settings(project_dir, given).store_path)
    done = import_answers(store, path)
    store.close()
    rejected = done.rejected.total()
    click.echo(
        f"{done.read:,} answers read: {done.new:,} new, {done.known:,} known before, "
        f"{rejected:,} rejected."
    )
    for reason, count in done.rejected.most_common():
        first = done.first_line[reason]
        click.echo(f"  rejected {count:,}, the first in line {first}: {visible(reason)}")
    if rejected and rejected == done.read:
        raise CacheError(f"No answer of {path} can be used.")


@click.command("estimate")
@click.option("--all", "every", is_flag=True, help="As if every switch were set to openai.")
@click.option("--json", "json_path", type=click.Path(path_type=Path), help="Write it as JSON too.")
@_project_options
def estimate(every: bool, json_path: Path | None, project_dir: Path, given: str) -> None:
    """Tell calls, tokens and dollars by purpose, before any call is made; needs no key."""
    from hobby_profiles.app.estimate.questions import questions
    from hobby_profiles.llm.money.estimate import estimate as make_estimate

    variables = project_vars(project_dir, given)
    settings = llm_settings(project_dir, variables)
    with Build(project_dir).opened() as warehouse:
        asked = list(questions(warehouse, settings, variables, every=every))
    rows = make_estimate(settings, asked)
    if not rows:
        click.echo("Nothing is switched to openai, so nothing would be asked. See --all.")
        return
    costs = [row.cost_usd for row in rows]
    total = None if None in costs else sum(cost or 0.0 for cost in costs)
    _print(
        f"{settings.llm_model} at {settings.endpoint}, {settings.llm_mode}",
        ["purpose", "items", "answered before", "calls", "tokens to send", "tokens to get",
         "US dollars", "basis"],
        [tuple(asdict(row).values()) for row in rows],
    )  # fmt: skip
    if total is None:
        click.echo(
            f"{settings.llm_prices_file} has no price for {settings.llm_model}: add a row to see "
            "dollars."
        )
    else:
        limit = settings.llm_max_cost_usd
        stop = "no limit is set" if limit is None else f"a run stops at {limit:,.2f}"
        click.echo(f"In all {total:,.4f} US dollars; {stop} (hobby__llm_max_cost_usd).")
    if json_path is not None:
        flat = {f"{row.purpose}_{k}": v for row in rows for k, v in asdict(row).items()}
        json_path.write_text(json.dumps({**flat, "cost_usd": total}, indent=2) + "\n")


@click.group()
def batch() -> None:
    """Look at batches that were handed in to the Batch API, and end them."""


@batch.command("list")
@_project_options
def list_(project_dir: Path, given: str) -> None:
    """List all batches with their states; a dbt run takes open ones to their end."""
    from hobby_profiles.llm.batch.store import batches

    store = _open_store(_settings(project_dir, given))
    _print(
        f"Batches in {store.path}",
        ["batch", "purpose", "model", "state", "requests", "changed", "error"],
        [
            (b["batch_key"][:8], b["purpose"], b["model"], b["state"], b["request_count"],
             b["changed_at"], b["error"])
            for b in batches(store)
        ],
    )  # fmt: skip
    store.close()


@batch.command()
@_project_options
def collect(project_dir: Path, given: str) -> None:
    """Fetch what is finished, without waiting and without handing in anything new."""
    from hobby_profiles.llm.batch.control import collect_finished

    settings = _settings(project_dir, given)
    store = _open_store(settings)
    for line in collect_finished(settings, store):
        click.echo(line)
    store.close()


@batch.command()
@click.argument("key")
@_project_options
def cancel(key: str, project_dir: Path, given: str) -> None:
    """Cancel the open batch whose key starts with KEY; answers made so far are kept."""
    from hobby_profiles.llm.batch.control import cancel_batch

    settings = _settings(project_dir, given)
    store = _open_store(settings)
    click.echo(cancel_batch(settings, store, key))
    store.close()
