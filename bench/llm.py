"""Throughput of the language model layer against a loopback server of fixed latency.

The server is a process of its own and so is each measurement, so that the processor time and the
memory shown are one client's alone.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.harness import run_measured
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.money.budget import Budget
from hobby_profiles.llm.settings import LlmSettings

PRICES = Path(__file__).parents[1] / "seeds" / "reference" / "hobby__llm_prices.csv"
_GRADE = {
    "item": 1, "fit_grade": 4, "reason_code": "fits", "is_sensitive": False,
    "explanation": "People who buy this product often practise the hobby.",
}  # fmt: skip
_BODY = json.dumps(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-4.1-mini",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": json.dumps({"answers": [_GRADE]})},
            }
        ],
        "usage": {"prompt_tokens": 420, "completion_tokens": 46, "total_tokens": 466},
    }
).encode()
_ANSWER = (
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(_BODY)
) + _BODY


#: Calls, calls in flight, seconds that the server takes for one answer.
SETTINGS = ((5000, 16, 0.1), (5000, 16, 0.5), (5000, 64, 0.5), (5000, 200, 1.0), (20000, 64, 0.25))


def _serve(latency: float, port: Connection) -> None:
    """Answer every request after ``latency`` seconds with the same grade."""

    async def connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(size)
                await asyncio.sleep(latency)
                writer.write(_ANSWER)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def main() -> None:
        server = await asyncio.start_server(connection, "127.0.0.1", 0, backlog=4096)
        port.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def _memory_mb() -> float:
    """Memory that this process holds now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(calls: int, concurrency: int, latency: float) -> dict[str, Any]:
    """Ask for ``calls`` grades and measure.

    Args:
        calls: Items, one a call.
        concurrency: Calls in flight.
        latency: Seconds that the server takes for one answer.

    Returns:
        Calls a second, as a share of concurrency divided by latency, processor seconds for each
        second of wall time, memory after each tenth of the calls, and what the second half added.
    """
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(latency, there), daemon=True)
    server.start()
    os.environ.setdefault("OPENAI_API_KEY", "sk-bench-bench-bench")
    os.environ["CI"] = "1"
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = LlmSettings(
            cache_dir=Path(folder),
            llm_base_url=f"http://127.0.0.1:{here.recv()}/v1",
            llm_max_concurrency=concurrency,
            llm_prices_file=PRICES,
        )
        rows = [
            {"product_name": f"Shop item {n}", "category_path": "A > B", "label": "knitting"}
            for n in range(calls)
        ]
        budget = Budget(1000.0)
        settle, seen = budget.settle, 0

        def watched(set_aside: float, spent: float) -> None:
            nonlocal seen
            seen += 1
            if seen % (calls // 10) == 0:
                memory.append(_memory_mb())
            settle(set_aside, spent)

        budget.settle = watched  # type: ignore[method-assign]
        model = LanguageModel(settings, budget)
        wall, cpu = time.perf_counter(), time.process_time()
        answers = model.ask("judge", rows, {"language": "English"})
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    server.terminate()
    assert all(answer.status == "ok" for answer in answers)
    rate = calls / wall
    return {
        "calls": calls,
        "concurrency": concurrency,
        "latency_seconds": latency,
        "seconds": round(wall, 2),
        "calls_per_second": round(rate, 1),
        "share_of_ideal": round(rate / (concurrency / latency), 4),
        "cpu_cores": round(cpu / wall, 3),
        "cpu_ms_per_call": round(1000 * cpu / calls, 2),
        "memory_mb_added_by_second_half": round(memory[-1] - memory[4], 1),
        "memory_mb_after_each_tenth": [round(value, 1) for value in memory],
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
    }


def run(folder: Path) -> dict[str, Any]:
    """Measures every setting, each in a process of its own.

    Args:
        folder: For logs.

    Returns:
        Figures by name, such as ``64_in_flight_500_ms_5000_calls``.
    """
    figures: dict[str, Any] = {}
    for calls, concurrency, latency in SETTINGS:
        name = f"{concurrency}_in_flight_{round(1000 * latency)}_ms_{calls}_calls"
        asked = [str(calls), str(concurrency), str(latency)]
        run_measured(
            [sys.executable, "-m", "bench.llm", *asked, str(folder / f"{name}.json")],
            log=folder / f"{name}.log",
        )
        figures[name] = json.loads((folder / f"{name}.json").read_text())
    return figures


if __name__ == "__main__":
    Path(sys.argv[4]).write_text(
        json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
    )
