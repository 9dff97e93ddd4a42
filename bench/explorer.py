"""How long pages of the explorer take to answer, in Chromium, on the last build's publication.

``answer``: from what the browser asks for to the last of what the explorer sends. ``open``: from
an address typed into the browser to the same, with all that a browser loads of the explorer first.
``cpu``: what the explorer's process works for one answer, which other work on the machine changes
least. Each round asks for another topic, user or audience, so that no answer is one that was kept.
``load``: processes that ran or waited to run, on the mean of the last minute.
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
Pages = dict[str, list[tuple[str, dict[str, Any]]]]
"""Paths and queries of pages, by name: as many as rounds where an answer is kept, else one."""

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
        for name, asked in pages.items():
            opened, answered, before = [], [], _cpu_seconds(server)
            for place in range(ROUNDS):
                path, query = asked[place % len(asked)]
                told = f"{path}?{urlencode(query, doseq=True, quote_via=quote)}" if query else path
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
        figures["load"] = round(os.getloadavg()[0], 1)
        figures["server_peak_memory_mb"] = _peak_memory(server)
    return figures


def _pages(warehouse: Any) -> Pages:
    def most(column: str, table: str, by: str) -> list[str]:
        query = f"select {column} as key from marts.{table} order by {by} desc, 1 limit {ROUNDS}"
        return [row.key for row in warehouse.rows(query)]

    topics = most("topic_id", "hobby__topic_summary", "user_count")
    users = most("user_id", "hobby__users", "event_count")
    collections = most("collection_id", "hobby__collections", "audience_size")
    night = [f"low:topic:{name}" for name in _NIGHT]
    return {
        "topics": [("/", {})],
        "search": [("/", {"q": words}) for words in ("knit", "tea", "dog toys", "camp", "movie")],
        "topic": [("/", {"topic": key}) for key in topics],
        "people": [("/people", {})],
        "user": [("/people", {"user": key}) for key in users],
        "audiences": [("/audiences", {"any": night, "holdout": 1 + n}) for n in range(ROUNDS)],
        "collections": [("/collections", {})],
        "collection": [("/collections", {"collection": key}) for key in collections],
        "curation": [("/curation", {})],
        "health": [("/health", {})],
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
