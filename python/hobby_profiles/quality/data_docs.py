"""Making the pages of Great Expectations readable without a network.

Its pages take style sheets, scripts and a logo from servers of others, and its index lists nothing
without them. Whoever opens a page about a shop's data should neither need nor tell these servers:
references to them are taken out, a style sheet is put in, and the index is written anew.
"""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

from hobby_profiles.core.errors import InputError

if TYPE_CHECKING:
    from hobby_profiles.quality.validation import SuiteOutcome

_FROM_ELSEWHERE = re.compile(
    r"""<script\b[^>]*\bsrc=["']https?://[^>]*>\s*</script>"""
    r"""|<link\b[^>]*\bhref=["']https?://[^>]*>"""
    r"""|<img\b[^>]*\bsrc=["']https?://[^>]*>""",
    re.IGNORECASE,
)


def refuse_other_files(docs: Path) -> None:
    """Refuse a folder that holds more than pages: Great Expectations empties what it writes to.

    Args:
        docs: Folder that pages will be written to.

    Raises:
        InputError: If there is anything in it but the pages of an earlier run.
    """
    is_ours = (docs / "validations").is_dir() and (docs / "index.html").is_file()
    if docs.exists() and any(docs.iterdir()) and not is_ours:
        raise InputError(
            f"The folder {str(docs)!r} holds files that are no pages of an earlier run, and they "
            "would be deleted. Name a new or empty folder with --docs."
        )


def finish_pages(docs: Path, outcomes: list[SuiteOutcome]) -> Path:
    """Take references to other servers out of all pages and write the index.

    Args:
        docs: Folder with the pages of Great Expectations.
        outcomes: What the index lists.

    Returns:
        Path of the index.
    """
    folder = files("hobby_profiles.quality")
    style = f"<style>{folder.joinpath('data_docs.css').read_text(encoding='utf-8')}</style></head>"
    for page in sorted(docs.rglob("*.html")):
        text = _FROM_ELSEWHERE.sub("", page.read_text(encoding="utf-8"))
        page.write_text(text.replace("</head>", style, 1), encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined).from_string(
        folder.joinpath("data_docs_index.html").read_text(encoding="utf-8")
    )
    index = docs / "index.html"
    page_text = template.render(
        outcomes=outcomes,
        pages={outcome.suite.name: _page(docs, outcome.suite.name) for outcome in outcomes},
        style=folder.joinpath("data_docs.css").read_text(encoding="utf-8"),
        check_count=sum(outcome.check_count for outcome in outcomes),
        failures=[finding for outcome in outcomes for finding in outcome.failures],
        warnings=[finding for outcome in outcomes for finding in outcome.warnings],
    )
    index.write_text(page_text, encoding="utf-8")
    return index


def _page(docs: Path, suite: str) -> str | None:
    found = sorted((docs / "validations" / Path(*suite.split("."))).rglob("*.html"))
    return found[-1].relative_to(docs).as_posix() if found else None
