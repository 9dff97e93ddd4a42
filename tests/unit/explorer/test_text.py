"""Names of a shop are shown as they are, and do nothing."""

from __future__ import annotations

import pytest

from hobby_profiles.explorer.shown.text import file_name, in_html, plain


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("**bold** [link](http://x)", r"\*\*bold\*\* \[link\]\(http\:" + "\u2060" + r"\/\/x\)"),
        ("<script>alert(1)</script>", r"\<script\>alert\(1\)\<\/script\>"),
        (":red[x] :smile:", "\\:\u2060red\\[x\\] \\:\u2060smile\\:\u2060"),
        ("costs $5 and $6", r"costs \$5 and \$6"),
        ("two\nlines\x1b[2J", r"two lines\\x1b\[2J"),
        ("turned \u202e round", r"turned \\u202e round"),
        ("Tea & Kaffee", r"Tea \& Kaffee"),
    ],
)
def test_markdown_shows_a_name_as_it_is(name: str, shown: str) -> None:
    assert plain(name) == shown


def test_html_shows_a_name_as_it_is() -> None:
    assert in_html("<b onclick='x()'>\x00") == "&lt;b onclick=&#x27;x()&#x27;&gt;\\x00"


@pytest.mark.parametrize(
    ("name", "file"),
    [("../../etc/passwd", "etc_passwd"), ("", "audience"), ("Été à la mer", "t_la_mer")],
)
def test_a_file_is_called_by_letters_and_digits(name: str, file: str) -> None:
    assert file_name(name) == file
