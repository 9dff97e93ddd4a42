"""``hobby-profiles explorer``: look, ask and export in a browser, without SQL."""

from __future__ import annotations

import getpass
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click

import hobby_profiles.explorer
from hobby_profiles.app.built import Build, build_options
from hobby_profiles.app.project import project_vars
from hobby_profiles.core.errors import NotInstalledError
from hobby_profiles.explorer.options import Options
from hobby_profiles.explorer.published import Published

_OVERRIDES = Path("seeds/reference/hobby__topic_overrides.csv")
_TABLES = ("campaigns", "campaign_rules", "collection_members")
_CONFIG = {
    "server.address": "localhost",
    "server.showEmailPrompt": "false",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "localhost",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "type",
    "theme.light.primaryColor": "#5b4bc4",
    "theme.dark.primaryColor": "#7362de",
}


@click.command(name="explorer")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--people", is_flag=True, help="Show pages about single users; off by default.")
@click.option("--port", default=8501, show_default=True, help="Port on localhost.")
@click.option("--browser/--no-browser", default=True, help="Open a browser; by default it does.")
@click.option("--who", default=None, help="Who decides, as files say; by default your login.")
@build_options
def command(
    folder: Path, people: bool, port: int, browser: bool, who: str | None, build: Build
) -> None:
    """Open what publish wrote into FOLDER in a browser, on this machine only.

    Decisions are written to the project's files: campaigns, collections, overrides of topics.
    """
    if find_spec("streamlit") is None:
        raise NotInstalledError("streamlit", "explorer")
    Published(folder)
    project = build.project_dir
    known = (project / "dbt_project.yml").is_file()
    variables = project_vars(project) if known else {}
    meaning = build.meaning()
    blocked = variables.get("hobby__blocked_labels") or "seeds/reference/hobby__blocked_labels.csv"
    options = Options(
        folder=folder.absolute(),
        data_dir=(project / str(variables.get("hobby__data_dir") or "seeds/demo")).absolute(),
        overrides=(project / _OVERRIDES).absolute(),
        blocked_labels=(project / str(blocked)).absolute(),
        embedding_model=meaning.embedding_model,
        cache_dir=meaning.cache_dir.absolute(),
        relations=tuple(name for name in _TABLES if variables.get(f"hobby__{name}")),
        people=people,
        who=who or getpass.getuser(),
    )
    script = Path(hobby_profiles.explorer.__file__).with_name("app.py")
    config = {**_CONFIG, "server.port": str(port), "server.headless": str(not browser).lower()}
    given = [f"--{name}={value}" for name, value in config.items()]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *given]
    try:
        ended = subprocess.run([*command, "--", options.argument()], check=False)  # noqa: S603 - our own interpreter, no shell
    except KeyboardInterrupt:
        return
    sys.exit(ended.returncode)
