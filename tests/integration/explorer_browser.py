"""A headless Chromium from Debian's packages, and the explorer on a publication of the demo."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner
from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from hobby_profiles.app.cli import cli
from hobby_profiles.core.tables import PATH_VARIABLE

from .conftest import ROOT, TABLES_ONLY

CHROMIUM = Path("/usr/bin/chromium")
NO_BROWSER = (
    f"NO BROWSER: {CHROMIUM} is missing, so THE EXPLORER WAS NOT TRIED in one. "
    "Install it with: apt-get install -y chromium"
)
_ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
_PATIENCE = 60_000
"""Milliseconds until a test gives up: a machine that builds beside it is slow."""

# Between two runs of a page its script rests for a moment: it has to rest for longer than that.
_READY = """() => {
    const page = '[data-testid=stMainBlockContainer] [data-testid=stElementContainer]'
    const rests = document.querySelector('[data-test-script-state=notRunning]')
        && document.querySelector(page)
    window.restsSince = rests ? window.restsSince || Date.now() : 0
    return rests && Date.now() - window.restsSince > 400
}"""


class Visit:
    """One reader at a page of the explorer."""

    def __init__(self, page: Page, address: str, project: Path = ROOT) -> None:
        self.page = page
        self.address = address
        self.project = project
        self.errors: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def go(self, path: str = "/", **query: str | list[str]) -> Page:
        told = urlencode(query, doseq=True, quote_via=quote)
        self.page.goto(f"{self.address}{path}?{told}" if told else self.address + path)
        return self.settled()

    def settled(self) -> Page:
        self.page.evaluate("window.restsSince = 0")
        self.page.wait_for_function(_READY)
        return self.page

    def text(self) -> str:
        return self.page.locator("[data-testid=stMainBlockContainer]").inner_text()

    def _heard(self, message: ConsoleMessage) -> None:
        # At an address below the root Streamlit's page first looks for its server there.
        at_a_page = re.search(r"/\w+/_stcore/", message.location.get("url", ""))
        if message.type == "error" and not at_a_page:
            self.errors.append(f"{message.text} {message.location}")

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", self.address.replace("http", "ws"))):
            self.errors.append(f"the page asks for {url}")


def make_project(folder: Path) -> Path:
    """Make a project whose files decisions are written to; the rest is this one's."""
    folder.mkdir()
    for name in ("models", "macros", "snapshots", "tests", "python", ".hobby_cache"):
        if (ROOT / name).is_dir():
            (folder / name).symlink_to(ROOT / name, target_is_directory=True)
    for file in ("dbt_project.yml", "profiles.yml", "selectors.yml"):
        shutil.copy(ROOT / file, folder)
    for below in ("seeds/demo", "seeds/reference"):
        (folder / below).mkdir(parents=True)
        for file in (ROOT / below).iterdir():
            if file.suffix in (".csv", ".yml"):
                shutil.copy(file, folder / below)
            else:
                (folder / below / file.name).symlink_to(file)
    return folder


def publish(database: Path, folder: Path) -> None:
    """Publish a build as a user does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PATH_VARIABLE, str(database))
        patch.chdir(folder.parent)
        result = CliRunner().invoke(cli, ["publish", str(folder)])
    assert result.exit_code == 0, result.output


def rebuild(project: Path, database: Path, *select: str) -> None:
    """Build some models and seeds of a project in a warehouse, as a user does."""
    dbt = str(Path(sys.executable).with_name("dbt"))
    result = subprocess.run(
        [dbt, "build", *TABLES_ONLY, "--select", *select],
        cwd=project,
        env={**os.environ, PATH_VARIABLE: str(database)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr


@contextmanager
def served(published: Path, project: Path, *options: str) -> Iterator[str]:
    """Run the explorer as a user does, and yield its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    arguments = ["--no-browser", "--port", str(port), "--project-dir", str(project), *options]
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("hobby-profiles")),
            "explorer",
            str(published),
            *arguments,
        ],
        env={**os.environ, "USER": "ann", "LOGNAME": "ann"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    try:
        _wait_for(f"http://localhost:{port}/_stcore/health", process)
        yield f"http://localhost:{port}"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=60)


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + _PATIENCE / 1000
    while True:
        try:
            urllib.request.urlopen(address, timeout=5)
        except OSError:
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.2)
        else:
            return


@contextmanager
def visit(address: str, project: Path = ROOT) -> Iterator[Visit]:
    """Open a browser at the explorer of a project, and close it in the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        try:
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.set_default_timeout(_PATIENCE)
            yield Visit(page, address, project)
        finally:
            browser.close()
