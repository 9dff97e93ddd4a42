"""How long pages of the explorer take to answer, in Chromium, on the last build's publication.

``answer``: from what the browser asks for to the last of what the explorer sends. ``open``: from
an address typed into the browser to the same, with all that a browser loads of the explorer first.
``cpu``: what the explorer's process works for one answer, which other work on the machine changes
least.
"""

from __future__ import annotations

import os
import shutil
import statistics
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from tests.integration.explorer_browser import make_project, served, visit

from hobby_profiles.campaigns.publish import publish_marts
from hobby_profiles.core.tables import open_warehouse

ROUNDS = 5
Pages = dict[str, tuple[str, dict[str, Any]]]
"""Path and query of pages, by name."""

_NIGHT = ["80s nostalgia", "80s movies", "Horror & monsters", "Sci-fi worlds"]


class _Watch:
    """Times of what is asked and answered between a page and its server."""

    def __init__(self) -> None:
        self.asked_at = self.answered_at = 0.0

    def sent(self, content: str | bytes) -> None:
        message = BackMsg.FromString(content if isinstance(content, bytes) else content.encode())
        if message.WhichOneof("type") == "rerun_script":
            self.asked_at = time.perf_counter()

    def received(self, content: str | bytes) -> None:
        message = ForwardMsg.FromString(content if isinstance(content, bytes) else content.encode())
        if message.WhichOneof("type") == "script_finished":
            self.answered_at = time.perf_counter()


def run(folder: Path) -> dict[str, Any]:
    """Measure every page: medians and the slowest of some rounds, seconds; memory in MB."""
    pages = publish(folder)
    return measure(folder, pages)


def publish(folder: Path) -> Pages:
    """Publish the last build into a folder, and say which pages to open."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with open_warehouse() as warehouse:
        tables = [
            row.table_name
            for row in warehouse.rows(
                "select table_name from information_schema.tables where table_schema = 'marts'"
            )
        ]
        publish_marts(warehouse, sorted(tables), folder / "published")
        return _pages(warehouse)


def measure(folder: Path, pages: Pages) -> dict[str, Any]:
    """Open each page of what is published in a folder some times."""
    project = make_project(folder / "project")
    figures: dict[str, Any] = {}
    with served(folder / "published", project, "--people") as address, visit(address) as visitor:
        watch = _Watch()
        visitor.page.on("websocket", lambda socket: socket.on("framesent", watch.sent))
        visitor.page.on("websocket", lambda socket: socket.on("framereceived", watch.received))
        visitor.go(q="something to warm up")
        server = _server(address.rpartition(":")[2])
        for name, (path, query) in pages.items():
            told = f"{path}?{urlencode(query, doseq=True, quote_via=quote)}" if query else path
            opened, answered, before = [], [], _cpu_seconds(server)
            for _ in range(ROUNDS):
                begun = time.perf_counter()
                visitor.page.goto(address + told)
                visitor.settled()
                opened.append(watch.answered_at - begun)
                answered.append(watch.answered_at - watch.asked_at)
            worked = (_cpu_seconds(server) - before) / ROUNDS
            figures[f"{name}_answer_cpu_s"] = round(worked, 2)
            figures[f"{name}_answer_median_s"] = round(statistics.median(answered), 2)
            figures[f"{name}_answer_slowest_s"] = round(max(answered), 2)
            figures[f"{name}_open_median_s"] = round(statistics.median(opened), 2)
        figures["server_peak_memory_mb"] = _peak_memory(server)
    return figures


def _pages(warehouse: Any) -> Pages:
    [topic] = warehouse.rows(
        "select topic_id from marts.hobby__topic_summary order by user_count desc limit 1"
    )
    [user] = warehouse.rows(
        "select user_id from marts.hobby__users order by event_count desc, user_id limit 1"
    )
    [collection] = warehouse.rows(
        "select collection_id from marts.hobby__collections order by audience_size desc limit 1"
    )
    return {
        "topics": ("/", {}),
        "search": ("/", {"q": "knit"}),
        "topic": ("/", {"topic": topic.topic_id}),
        "people": ("/people", {}),
        "user": ("/people", {"user": user.user_id}),
        "audiences": ("/audiences", {"any": [f"low:topic:{name}" for name in _NIGHT]}),
        "collections": ("/collections", {}),
        "collection": ("/collections", {"collection": collection.collection_id}),
        "curation": ("/curation", {}),
        "health": ("/health", {}),
    }


def _server(port: str) -> Path:
    """Where the system tells of the process that serves a port."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--server.port={port}" in (process / "cmdline").read_text():
                return process
        except OSError:
            continue
    raise RuntimeError(f"No process serves port {port}.")


def _cpu_seconds(process: Path) -> float:
    user, system = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _peak_memory(process: Path) -> int:
    lines = (process / "status").read_text().splitlines()
    [peak] = [line for line in lines if line.startswith("VmHWM")]
    return int(peak.split()[1]) // 1024
