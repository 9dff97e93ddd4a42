"""A loopback server that speaks the chat-completions and batch protocols, by script.

It runs in a thread of its own with its own event loop. A script decides what every request gets: an
answer, a fault, or a fault in the middle of an answer.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

_ITEMS = re.compile(r"<items>\n(.*?)\n\s*</items>", re.DOTALL)
_FLOOD = b"x" * 65_536


@dataclass
class Reaction:
    """What one request gets.

    ``content`` is the model's answer; ``raw`` replaces the whole HTTP body. ``cut`` sends that many
    bytes of the body and closes the connection; ``trickle`` sends one byte per so many seconds;
    ``flood`` goes on with so many bytes more, unless the client hangs up.
    """

    content: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    finish_reason: str = "stop"
    refusal: str | None = None
    raw: bytes | None = None
    cut: int | None = None
    trickle: float = 0.0
    flood: int = 0


@dataclass
class Call:
    """One chat request as the server saw it."""

    body: dict[str, Any]
    items: list[dict[str, Any]]
    purpose: str
    started: float
    answered: bool = False
    usage: dict[str, int] = field(default_factory=dict)


Script = Callable[[Call], Reaction]


def items_of(body: dict[str, Any]) -> list[dict[str, Any]]:
    """The items of the last fenced list in a chat request."""
    user = next(m["content"] for m in body["messages"] if m["role"] == "user")
    found = _ITEMS.search(user)
    return [json.loads(line) for line in found.group(1).splitlines()] if found else []


_OPENINGS = {
    "You read product texts": "label",
    "You are a strict judge": "judge",
    "You name groups": "name",
    "You decide whether": "synonym",
    "You check a taxonomy": "coherence",
    "You name what a group": "journey",
    "You read off": "attribute",
    "You say which types": "persona",
    "You suggest what": "expansion",
}


def purpose_of(body: dict[str, Any]) -> str:
    """Which prompt a chat request came from, by how its system message starts."""
    system = body["messages"][0]["content"]
    return next(p for opening, p in _OPENINGS.items() if system.startswith(opening))


@cache
def _encoding() -> Any:
    import bpe_openai  # Takes a second, which a process that only asks need not spend.

    return bpe_openai.get_encoding("o200k_base")


def count_tokens(text: str) -> int:
    """Tokens by OpenAI's o200k_base vocabulary."""
    return len(_encoding().encode_ordinary(text))


class ScriptedServer:
    """Starts on a free port of 127.0.0.1; ``calls`` is everything it was asked.

    Args:
        script: Decides what each request gets.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.calls: list[Call] = []
        self.most_at_once = 0
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.batch_polls_until_done = 1
        self.batch_lines: Callable[[list[dict[str, Any]]], tuple[list[str], list[str]]] | None = (
            None
        )
        self.log: list[str] = []
        self.authorizations: set[str] = set()
        self.flooded = 0
        self._at_once = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._main())

    async def _main(self) -> None:
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=2048)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                method, path, _ = head.split("\r\n", 1)[0].split(" ")
                size = re.search(r"(?i)content-length: (\d+)", head)
                content = await reader.readexactly(int(size.group(1))) if size else b""
                key = re.search(r"(?i)authorization: ([^\r]+)|api-key: ([^\r]+)", head)
                self.authorizations.add((key.group(1) or key.group(2)) if key else "")
                self.log.append(f"{method} {path.split('?')[0]}")
                if path.split("?")[0].endswith("/chat/completions"):
                    if not await self._chat(json.loads(content), writer):
                        return
                else:
                    await self._write(writer, 200, {}, self._batch_api(method, path, content))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            return
        finally:
            writer.close()

    async def _chat(self, body: dict[str, Any], writer: asyncio.StreamWriter) -> bool:
        call = Call(body, items_of(body), purpose_of(body), time.monotonic())
        self.calls.append(call)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            reaction = self.script(call)
            if reaction.delay:
                await asyncio.sleep(reaction.delay)
            payload = reaction.raw
            if payload is None:
                payload = json.dumps(self.completion(call, reaction)).encode()
            if reaction.cut is not None:
                writer.write(_head(reaction.status, reaction.headers, len(payload)))
                writer.write(payload[: reaction.cut])
                await writer.drain()
                writer.transport.abort()
                return False
            if reaction.flood:
                await self._flood(writer, reaction)
                return False
            if reaction.trickle:
                writer.write(_head(reaction.status, reaction.headers, len(payload)))
                for byte in payload:
                    writer.write(bytes([byte]))
                    await writer.drain()
                    await asyncio.sleep(reaction.trickle)
                return True
            await self._write(writer, reaction.status, reaction.headers, payload)
            call.answered = reaction.status == 200 and reaction.raw is None
            return True
        finally:
            self._at_once -= 1

    async def _flood(self, writer: asyncio.StreamWriter, reaction: Reaction) -> None:
        start = b'{"choices": [{"message": {"content": "'
        writer.write(_head(reaction.status, reaction.headers, len(start) + reaction.flood) + start)
        for _ in range(0, reaction.flood, len(_FLOOD)):
            writer.write(_FLOOD)
            await writer.drain()
            self.flooded += len(_FLOOD)

    def completion(self, call: Call, reaction: Reaction) -> dict[str, Any]:
        """The body of a chat completion, with the tokens counted by a real vocabulary."""
        sent = sum(4 + count_tokens(m["content"]) for m in call.body["messages"]) + 3
        got = count_tokens(reaction.content)
        call.usage = {
            "prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got,
        }  # fmt: skip
        return {
            "id": f"chatcmpl-{len(self.calls)}",
            "object": "chat.completion",
            "created": 1,
            "model": call.body["model"],
            "choices": [
                {
                    "index": 0,
                    "finish_reason": reaction.finish_reason,
                    "message": {
                        "role": "assistant",
                        "content": None if reaction.refusal else reaction.content,
                        "refusal": reaction.refusal,
                    },
                }
            ],
            "usage": call.usage,
        }

    async def _write(
        self, writer: asyncio.StreamWriter, status: int, headers: dict[str, str], payload: bytes
    ) -> None:
        writer.write(_head(status, headers, len(payload)) + payload)
        await writer.drain()

    def _batch_api(self, method: str, path: str, content: bytes) -> bytes:
        path = path.split("?")[0].removeprefix("/v1")
        if (method, path) == ("POST", "/files"):
            name = f"file-{len(self.files) + 1}"
            start = content.index(b'{"custom_id"')
            self.files[name] = content[start : content.rindex(b"\n--") + 1]
            return json.dumps(_file(name, len(self.files[name]))).encode()
        if (method, path) == ("POST", "/batches"):
            return json.dumps(self._create_batch(json.loads(content))).encode()
        if (method, path) == ("GET", "/batches"):
            listed = list(self.batches.values())
            return json.dumps({"object": "list", "data": listed, "has_more": False}).encode()
        if method == "GET" and path.endswith("/content"):
            return self.files[path.split("/")[2]]
        if method == "GET" and path.startswith("/batches/"):
            return json.dumps(self._poll(path.split("/")[2])).encode()
        if method == "POST" and path.endswith("/cancel"):
            batch = self.batches[path.split("/")[2]]
            batch["status"] = "cancelled"
            return json.dumps(batch).encode()
        raise AssertionError(f"unknown request {method} {path}")

    def _create_batch(self, wanted: dict[str, Any]) -> dict[str, Any]:
        name = f"batch-{len(self.batches) + 1}"
        self.batches[name] = {
            "id": name, "object": "batch", "endpoint": wanted["endpoint"], "created_at": 1,
            "input_file_id": wanted["input_file_id"], "completion_window": "24h",
            "status": "in_progress", "metadata": wanted.get("metadata"), "polls": 0,
        }  # fmt: skip
        return self.batches[name]

    def _poll(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        batch["polls"] += 1
        if batch["status"] == "in_progress" and batch["polls"] >= self.batch_polls_until_done:
            lines = [json.loads(x) for x in self.files[batch["input_file_id"]].splitlines() if x]
            good, bad = (self.batch_lines or self.answer_lines)(lines)
            for kind, rows in (("output", good), ("error", bad)):
                if rows:
                    self.files[f"{name}-{kind}"] = "\n".join(rows).encode()
                    batch[f"{kind}_file_id"] = f"{name}-{kind}"
            batch["status"] = "completed"
        return batch

    def answer_lines(self, lines: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
        """Answer every line of a batch file by the script."""
        good, bad = [], []
        for line in lines:
            body = line["body"]
            call = Call(body, items_of(body), purpose_of(body), time.monotonic())
            self.calls.append(call)
            reaction = self.script(call)
            answer = {"status_code": reaction.status, "request_id": "r", "body": {}}
            row = {"id": "x", "custom_id": line["custom_id"], "response": answer, "error": None}
            if reaction.status == 200:
                answer["body"] = self.completion(call, reaction)
                call.answered = True
                good.append(json.dumps(row))
            else:
                said = reaction.raw or b'{"error": {"message": "scripted failure", "code": "x"}}'
                answer["body"] = json.loads(said)
                bad.append(json.dumps(row))
        return good, bad


def _head(status: int, headers: dict[str, str], size: int) -> bytes:
    lines = [f"HTTP/1.1 {status} X", "content-type: application/json", f"content-length: {size}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _file(name: str, size: int) -> dict[str, Any]:
    return {
        "id": name, "object": "file", "bytes": size, "created_at": 1, "filename": "requests.jsonl",
        "purpose": "batch", "status": "processed",
    }  # fmt: skip
