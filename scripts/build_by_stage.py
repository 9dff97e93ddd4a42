"""Run ``dbt build`` and print a line a stage; what dbt says beside that goes to logs/dbt.log.

A stage is a folder of ``models``. What the build states about its inputs and its health, warnings
and failures are printed as dbt has them. Arguments are those of ``dbt build``; its exit code is
this one's.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any

from dbt.cli.main import dbtRunner

SAID = {"JinjaLogInfo", "JinjaLogWarning", "LogTestResult"}
TABLES = {"model", "seed", "snapshot"}


class Stages:
    """Counts tables that are built, and prints a stage when its last one is.

    Attributes:
        left: Tables that a stage still waits for.
        size: Tables of a stage.
        began: When the build was begun, in seconds.
        tests: Data tests by their result.
    """

    def __init__(self, manifest: Any) -> None:
        tables = (node for node in manifest.nodes.values() if node.resource_type in TABLES)
        self.size = Counter(stage(node.resource_type, node.path) for node in tables)
        self.left = Counter(self.size)
        self.began = time.monotonic()
        self.tests: Counter[str] = Counter()

    def note(self, message: Any) -> None:
        """Take an event of dbt's."""
        name, data = message.info.name, message.data
        if name in SAID and not (name == "LogTestResult" and data.status == "pass"):
            print(data.msg if hasattr(data, "msg") else message.info.msg, flush=True)
        elif name in {"NodeStart", "NodeFinished"}:
            self._count(data.node_info, is_done=name == "NodeFinished")

    def _count(self, node: Any, *, is_done: bool) -> None:
        if node.resource_type == "test" and is_done:
            self.tests[node.node_status] += 1
        if node.resource_type not in TABLES:
            return
        name = stage(node.resource_type, node.node_path)
        self.left[name] -= is_done
        if is_done and not self.left[name]:
            seconds = time.monotonic() - self.began
            print(f"{name:18}{self.size[name]:4} tables, after {seconds:.0f} s", flush=True)


def stage(resource_type: str, path: str) -> str:
    """Return the stage of a node: the first folder below ``models``."""
    return path.split("/")[0] if resource_type == "model" else f"{resource_type}s"


def main(arguments: list[str]) -> int:
    """Build, and return the exit code."""
    variables = arguments[arguments.index("--vars") :][:2] if "--vars" in arguments else []
    read = dbtRunner().invoke(["--quiet", "parse", *variables])
    if not read.success:
        return 2
    stages = Stages(read.result)
    runner = dbtRunner(manifest=read.result, callbacks=[stages.note])
    built = runner.invoke(["--quiet", "build", *arguments])
    results = ", ".join(f"{count} {status}" for status, count in sorted(stages.tests.items()))
    print(f"data tests: {results or 'none'}", flush=True)
    return 0 if built.success else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
