"""The generated pages of ``docs/``: written from code and settings, checked for staleness.

``python -m hobby_profiles.app.docs_generator`` writes them; with ``--check`` it fails if a page
on disk differs from what would be written.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import click

from hobby_profiles.app.cli import cli
from hobby_profiles.app.evaluate import MODULES

_HEADING = re.compile(r"^  # -+ (?P<title>.+?) -+$")
_SETTING = re.compile(
    r"^  (?P<name>hobby__\w+): (?P<value>.+?)  # (?:(?P<unit>[^;]+); )?(?P<meaning>.+)$"
)
_EVALUATIONS = (
    "labels",
    "judge",
    "attributes",
    "synonyms",
    "taxonomy",
    "attach",
    "truth",
    "profiles",
    "audiences",
    "personas",
    "journeys",
    "preferences",
    "recommendations",
)
_GENERATED = "<!-- Written by `make docs`. Edit the source it names, not this page. -->\n\n"


def configuration_page(project_file: str) -> str:
    """Render the list of settings from the text of ``dbt_project.yml``.

    Args:
        project_file: The file's text; a setting is a line
            ``  hobby__name: default  # unit; meaning`` below ``vars:``.

    Returns:
        A page in Markdown, one list a heading; settings that say the same share a line.

    Raises:
        ValueError: If a setting has no comment, so that none goes undocumented.
    """
    lines = project_file.split("\nvars:\n", 1)[1].splitlines()
    page = [
        "# Configuration\n\n",
        _GENERATED,
        "Settings are dbt variables: change them under `vars:` in your `dbt_project.yml`, or for\n"
        "one run with `dbt build --vars '{hobby__lookback_days: 365}'`. Shown are the defaults.\n",
    ]
    names: list[str] = []
    for line, following in itertools.pairwise([*lines, ""]):
        if heading := _HEADING.match(line):
            page.append(f"\n## {heading['title']}\n\n")
        elif setting := _SETTING.match(line):
            names.append(f"`{setting['name']}`")
            same = _SETTING.match(following)
            if same and same.groups()[1:] == setting.groups()[1:]:
                continue
            unit = (setting["unit"] or "").replace(" | ", ", ")
            meaning = f"{unit}; {setting['meaning']}" if unit else setting["meaning"]
            name = ", ".join(names).removesuffix("`")
            page.append(f"- {name}: {setting['value']}` {meaning}\n")
            names = []
        elif line.strip() and not line.startswith("    "):
            raise ValueError(f"dbt_project.yml: no comment of the form '# unit; meaning': {line!r}")
    return "".join(page)


def command_line_page() -> str:
    """Render what each command of ``hobby-profiles`` does; a group of commands is one of them."""
    page = [
        "# Command line\n\n",
        _GENERATED,
        "`hobby-profiles COMMAND --help` lists the options with their defaults, and the parts of\n"
        "`batch`, `cache`, `evaluate`, `experiment` and `personas`.\n\n",
    ]
    context = click.Context(cli)
    for name in cli.list_commands(context):
        if (command := cli.get_command(context, name)) is None:
            continue
        inner = click.Context(command, info_name=name)
        needed = [
            f"{parameter.opts[0]} {parameter.make_metavar(inner)}"
            for parameter in command.params
            if isinstance(parameter, click.Option) and parameter.required
        ]
        is_group = isinstance(command, click.Group)
        pieces = [] if is_group else command.collect_usage_pieces(inner)
        usage = [name, *(piece for piece in pieces if piece != "[OPTIONS]"), *needed]
        does = inspect.cleandoc(command.help or "").split("\n\n")[0].replace("\n", " ")
        page.append(f"- **`{' '.join(usage)}`** {does}\n")
    return "".join(page)


def evaluation_page(figures_dir: Path) -> str:
    """Render the measured figures, kept as ``docs/figures/<stage>.json``, stage by stage."""
    page = [
        "# Evaluation\n\n",
        _GENERATED,
        "Each figure comes from the command beside it, which calls what a build calls; more are\n"
        "in `docs/figures/`. `make eval` runs all; for two public data sets name their folders:\n"
        "`make eval OPEN_ECOMMERCE=... ONLINE_RETAIL_II=...`. In brackets: 95% intervals.\n",
    ]
    for stage in _EVALUATIONS:
        path = figures_dir / f"{stage}.json"
        if path.exists():
            module = importlib.import_module(MODULES[stage])
            render: Callable[[dict[str, object]], str] = module.render_section
            page.append("\n" + render(json.loads(path.read_text())).strip() + "\n")
    return "".join(page)


def pages(root: Path) -> dict[Path, str]:
    """Return every generated page of a project folder: path and text."""
    docs = root / "docs"
    return {
        docs / "configuration.md": configuration_page((root / "dbt_project.yml").read_text()),
        docs / "command-line.md": command_line_page(),
        docs / "evaluation.md": evaluation_page(docs / "figures"),
    }


def main() -> None:
    """Write the pages, or with ``--check`` fail and name those that are stale."""
    check = "--check" in sys.argv[1:]
    stale = []
    for path, text in pages(Path.cwd()).items():
        if not path.exists() or path.read_text() != text:
            stale.append(str(path.relative_to(Path.cwd())))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    if check and stale:
        sys.exit(f"Stale: {', '.join(stale)}. Run `make docs` and commit the result.")
    print(f"{'Checked' if check else 'Wrote'} the generated pages ({len(stale)} changed).")


if __name__ == "__main__":
    main()
