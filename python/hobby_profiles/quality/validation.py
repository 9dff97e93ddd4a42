"""Running the suites on the warehouse, and the pages Great Expectations writes about it.

Import this module lazily: Great Expectations takes seconds to load.
"""

from __future__ import annotations

import html
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.expectations.expectation import Expectation

from hobby_profiles.core.tables import Warehouse
from hobby_profiles.quality.data_docs import refuse_other_files
from hobby_profiles.quality.inputs import input_suites
from hobby_profiles.quality.readings import reading_suites
from hobby_profiles.quality.suite import TableSuite
from hobby_profiles.quality.taxonomy import taxonomy_suites
from hobby_profiles.quality.users import user_suites

_SITE = "hobby_profiles"
_EXAMPLES = 3


@dataclass(frozen=True)
class Finding:
    """An expectation that is not met."""

    suite: str
    what: str
    is_warning: bool
    observed: str


@dataclass(frozen=True)
class SuiteOutcome:
    """How one suite went."""

    suite: TableSuite
    row_count: int
    read_count: int
    check_count: int
    findings: list[Finding]

    @property
    def failures(self) -> list[Finding]:
        """Expectations that must hold and do not."""
        return [finding for finding in self.findings if not finding.is_warning]

    @property
    def warnings(self) -> list[Finding]:
        """Expectations that should hold and do not."""
        return [finding for finding in self.findings if finding.is_warning]


def all_suites(warehouse: Warehouse) -> list[TableSuite]:
    """Return every suite, inputs first, with the thresholds that the build had."""
    return [
        *input_suites(warehouse.settings()),
        *taxonomy_suites(),
        *user_suites(),
        *reading_suites(),
    ]


def validate(
    warehouse: Warehouse, suites: list[TableSuite], docs: Path, *, max_rows: int
) -> Iterator[SuiteOutcome]:
    """Run suites one by one and write the result pages of Great Expectations.

    Args:
        warehouse: The warehouse to read from.
        suites: What to run.
        docs: Folder of the pages; pages of an earlier run in it are replaced.
        max_rows: Rows read per table; of a larger table every n-th by hash, whole keys.

    Raises:
        InputError: If the folder holds anything else.

    Yields:
        One outcome per suite, as soon as it is there; the pages are written after the last one.
    """
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    refuse_other_files(docs)
    context = _context(docs)
    source = context.data_sources.add_pandas("warehouse")
    run_id = RunIdentifier(run_name="validate", run_time=datetime.now(UTC))
    for suite in suites:
        row_count, rows = _read(warehouse, suite, max_rows)
        batch = source.add_dataframe_asset(suite.name).add_batch_definition_whole_dataframe("all")
        definition = context.validation_definitions.add(
            gx.ValidationDefinition(
                name=suite.name,
                data=batch,
                suite=context.suites.add(
                    gx.ExpectationSuite(
                        name=suite.name,
                        expectations=_different(suite.expectations),
                        notes=suite.about,
                    )
                ),
            )
        )
        checkpoint = context.checkpoints.add(
            gx.Checkpoint(
                name=suite.name,
                validation_definitions=[definition],
                result_format={
                    "result_format": "SUMMARY",
                    "unexpected_index_column_names": [suite.sample_by],
                },
            )
        )
        outcome = checkpoint.run(batch_parameters={"dataframe": rows}, run_id=run_id)
        results = next(iter(outcome.run_results.values())).results
        yield SuiteOutcome(
            suite=suite,
            row_count=row_count,
            read_count=len(rows),
            check_count=len(results),
            findings=[_finding(suite, result) for result in results if not result.success],
        )
    # Once for all: as an action of each checkpoint it would write the index, and compile every
    # template of the pages, as many times as there are suites.
    context.build_data_docs(site_names=[_SITE])


def _context(docs: Path) -> Any:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in context.get_site_names():
        context.delete_data_docs_site(name)
    context.add_data_docs_site(
        _SITE,
        {
            "class_name": "SiteBuilder",
            "show_how_to_buttons": False,
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(docs.absolute()),
            },
        },
    )
    context.clean_data_docs(site_name=_SITE)
    return context


def _read(warehouse: Warehouse, suite: TableSuite, max_rows: int) -> tuple[int, pd.DataFrame]:
    row_count = int(
        warehouse.rows(f"select count(*) as row_count from ({suite.sql}) as rows")[0].row_count  # noqa: S608
    )
    part = math.ceil(row_count / max_rows)
    if part <= 1:
        return row_count, _harmless(warehouse.frame(suite.sql))
    rows = warehouse.frame(
        f"select * from ({suite.sql}) as rows where hash({suite.sample_by}) % $part = 0",  # noqa: S608
        {"part": part},
    )
    return row_count, _harmless(rows)


def _harmless(rows: pd.DataFrame) -> pd.DataFrame:
    """Escape texts for HTML: some pages of Great Expectations show values as they are."""
    for name in rows.columns:
        if pd.api.types.is_string_dtype(rows[name]) or rows[name].dtype == object:
            rows[name] = rows[name].map(
                lambda value: html.escape(value) if isinstance(value, str) else value
            )
    return rows


def _different(expectations: Any) -> list[Expectation]:
    kept: list[Expectation] = []
    for expectation in expectations:
        if expectation not in kept:
            kept.append(expectation)
    return kept


def _finding(suite: TableSuite, result: Any) -> Finding:
    config = result.expectation_config
    return Finding(
        suite=suite.name,
        what=config.description or _in_words(config.type, config.kwargs),
        is_warning=str(getattr(config.severity, "value", config.severity)) == "warning",
        observed=_observed(result),
    )


def _in_words(kind: str, arguments: dict[str, Any]) -> str:
    columns = arguments.get("column") or arguments.get("column_list")
    if columns is None:
        columns = [arguments[name] for name in ("column_A", "column_B") if name in arguments]
    subject = columns if isinstance(columns, str) else ", ".join(columns)
    phrase = kind.removeprefix("expect_").replace("_", " ")
    limits = ", ".join(
        f"{name} {arguments[name]}"
        for name in ("min_value", "max_value", "value_set", "mostly")
        if arguments.get(name) is not None
    )
    return f"{subject}: {phrase}" + (f" ({limits})" if limits else "")


def _observed(result: Any) -> str:
    seen = result.result
    if "element_count" in seen and "unexpected_count" in seen:
        rows = f"{seen['unexpected_count']:,} of {seen['element_count']:,} rows"
        examples = [
            # What a check in SQL found is always false: the key beside it is what tells.
            ", ".join(
                f"{name} {html.unescape(str(row[name]))}"
                for name in sorted(row)
                if not name.startswith("is_")
            )
            for row in seen.get("partial_unexpected_index_list", [])[:_EXAMPLES]
        ]
        return f"{rows}, such as {'; '.join(examples)}" if examples else rows
    if "observed_value" in seen:
        return f"observed {html.unescape(str(seen['observed_value']))}"
    messages = [
        problem["exception_message"]
        for problem in _problems(result.exception_info)
        if problem.get("exception_message")
    ]
    return "; ".join(messages) or "not evaluated"


def _problems(info: dict[str, Any]) -> list[dict[str, Any]]:
    return [info] if "exception_message" in info else list(info.values())
