"""What came back from one call, and how the body of an answer is read, trusting none of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from hobby_profiles.llm.wire.secrets import quotes_key, redact

CONTENT_FILTER = "content_filter"
_MAX_ERROR = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back from one call.

    Attributes:
        status: ``ok``; ``refused``, ``truncated``; or, without an answer, ``rate_limited``,
            ``server_error``, ``timeout``, ``connection_error``, ``unreadable``, ``bad_request``,
            ``denied``, ``cancelled`` (the run stopped while it was in flight).
        text: The answer, empty if there is none.
        input_tokens: Tokens the server counted; None if it did not say.
        cached_tokens: Input tokens that it found in its prompt cache.
        output_tokens: Tokens of the answer; None if it did not say.
        http_status: Status of the HTTP answer, None without one.
        retry_after: Seconds the server asks to wait, None if it does not say.
        error: What went wrong, without any key.
    """

    status: str
    text: str = ""
    input_tokens: int | None = None
    cached_tokens: int = 0
    output_tokens: int | None = None
    http_status: int | None = None
    retry_after: float | None = None
    error: str | None = None

    @property
    def is_paid(self) -> bool:
        """Whether an answer arrived, which the provider bills."""
        return self.status in {"ok", "refused", "truncated"}

    @property
    def may_be_billed(self) -> bool:
        """Whether the provider may bill a call whose answer never arrived whole."""
        return self.status in {"timeout", "connection_error", "unreadable", "cancelled"}

    @property
    def is_retryable(self) -> bool:
        """Whether the same request may succeed later."""
        return self.may_be_billed or self.status in {"rate_limited", "server_error"}


def read_completion(completion: object, key: SecretStr) -> Reply:
    """Read a chat completion, from the wire or from a batch file, trusting none of its parts.

    Args:
        completion: The body of the server's answer, decoded from JSON.
        key: Removed from what is said about the answer, which is not kept if it holds it.
    """
    usage = part(completion, "usage")
    counted: dict[str, Any] = {
        "input_tokens": _whole(part(usage, "prompt_tokens")),
        "output_tokens": _whole(part(usage, "completion_tokens")),
        "cached_tokens": _whole(part(part(usage, "prompt_tokens_details"), "cached_tokens")) or 0,
        "http_status": 200,
    }
    choices = part(completion, "choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = part(first, "message")
    if not isinstance(message, dict):
        return Reply("unreadable", error="the answer is no chat completion", http_status=200)
    # Half a surrogate pair is legal in JSON and in no file.
    content = str(message.get("content") or "").encode("utf-8", "replace").decode()
    if quotes_key(content, key):
        return Reply("refused", error="the answer holds the key, so it is not kept", **counted)
    refusal = message.get("refusal")
    finish = part(first, "finish_reason")
    if refusal or finish == CONTENT_FILTER:
        said = str(refusal or "the provider's content filter stopped the answer")
        return Reply("refused", text=content, error=say(said, key), **counted)
    if finish == "length":
        return Reply("truncated", text=content, error="the output limit was reached", **counted)
    return Reply("ok", text=content, **counted)


def part(value: Any, name: str) -> Any:
    """A part of what a server sent; None if it sent something else."""
    return value.get(name) if isinstance(value, dict) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def say(text: str, key: SecretStr) -> str:
    """An error for people: one line of bearable length, without the key."""
    return " ".join(redact(text, key).split())[:_MAX_ERROR]
