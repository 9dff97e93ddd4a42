"""Texts of a shop as they are: no markup, no control characters, whatever stands in a name."""

from __future__ import annotations

import html
import re
from typing import Any

from hobby_profiles.core.terminal import visible
from hobby_profiles.core.wording import one_line

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"
"""Takes no room: parts the colons of ``:red[…]`` and ``:smile:``, which Streamlit reads anyway."""


def clean(text: object) -> str:
    """Return a text on one line, with control characters written out by their numbers."""
    return visible(one_line(str(text)))


def plain(text: object) -> str:
    """Return a text that Streamlit's Markdown shows as it is: every sign is escaped."""
    return _MARKUP.sub(r"\\\1", clean(text)).replace("\\:", f"\\:{_WORD_JOINER}")


def in_html(text: object) -> str:
    """Return a text that HTML shows as it is."""
    return html.escape(clean(text))


def file_name(text: object) -> str:
    """Return a name of a file that stands for a text: letters, digits and underscores."""
    return re.sub(r"\W+", "_", clean(text), flags=re.ASCII).strip("_")[:60] or "audience"


def cells(value: Any) -> Any:
    """Return a cell of a table, cleaned if it is a text."""
    return clean(value) if isinstance(value, str) else value
