"""One call over the wire: the only module that knows the ``openai`` package."""

from __future__ import annotations

import asyncio
import email.utils
import math
import time
from dataclasses import dataclass
from typing import Any

import openai
from openai import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AsyncAzureOpenAI,
    AsyncOpenAI,
    DefaultAsyncHttpx2Client,
)
from pydantic import SecretStr

from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.wire.secrets import redact

_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
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


def make_client(settings: LlmSettings, key: SecretStr) -> AsyncOpenAI:
    """Make the client of the ``openai`` package; retries and timeouts stay in our hands."""
    common: dict[str, Any] = {
        "api_key": key.get_secret_value(),
        "timeout": settings.llm_timeout_seconds,
        "max_retries": 0,
        "http_client": DefaultAsyncHttpx2Client(timeout=settings.llm_timeout_seconds),
    }
    if settings.llm_endpoint_kind == "azure":
        return AsyncAzureOpenAI(
            azure_endpoint=settings.llm_base_url,
            api_version=settings.llm_azure_api_version,
            **common,
        )
    return AsyncOpenAI(base_url=settings.llm_base_url, **common)


async def send(client: AsyncOpenAI, body: dict[str, Any], timeout: float, key: SecretStr) -> Reply:
    """Send one chat request and sort what comes back, or does not, into a reply.

    Args:
        client: From :func:`make_client`.
        body: The request, as the chat-completions protocol wants it.
        timeout: Seconds until the call is given up, also when the answer trickles in.
        key: Removed from every error text.

    Returns:
        The reply; no error of the network or the server is raised.
    """
    try:
        async with asyncio.timeout(timeout):
            # Not client.chat.completions.create: turning our plain dictionaries into its types
            # and the answer into its objects takes more time than everything else together.
            completion = await client.post("/chat/completions", cast_to=object, body=body)
    except (TimeoutError, APITimeoutError):
        return Reply("timeout", error=f"no complete answer within {timeout:g} seconds")
    except APIStatusError as error:
        return _status_reply(error, key)
    except APIConnectionError as error:
        cause = error.__cause__ or error
        return Reply("connection_error", error=_say(f"{type(cause).__name__}: {cause}", key))
    except (openai.OpenAIError, ValueError) as error:
        return Reply("unreadable", error=_say(f"{type(error).__name__}: {error}", key))
    return read_completion(completion, key)


def read_completion(completion: object, key: SecretStr) -> Reply:
    """Read a chat completion, from the wire or from a batch file, trusting none of its parts.

    Args:
        completion: The body of the server's answer, decoded from JSON.
        key: Removed from the answer, should the server repeat it.
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
    content = str(message.get("content") or "").replace(key.get_secret_value(), "")
    refusal = message.get("refusal")
    finish = part(first, "finish_reason")
    if refusal or finish == "content_filter":
        said = str(refusal or "the provider's content filter stopped the answer")
        return Reply("refused", text=content, error=_say(said, key), **counted)
    if finish == "length":
        return Reply("truncated", text=content, error="the output limit was reached", **counted)
    return Reply("ok", text=content, **counted)


def part(value: Any, name: str) -> Any:
    """A part of what a server sent; None if it sent something else."""
    return value.get(name) if isinstance(value, dict) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and value >= 0 else None


def _status_reply(error: APIStatusError, key: SecretStr) -> Reply:
    code = error.status_code
    if code == 429:
        status = "denied" if error.code in _QUOTA else "rate_limited"
    elif code in {408, 409} or code >= 500:
        status = "server_error"
    elif code in {401, 402, 403, 404, 405}:
        status = "denied"
    else:
        status = "bad_request"
    return Reply(
        status,
        http_status=code,
        retry_after=_retry_after(error.response.headers),
        error=_say(error.message, key),
    )


def _retry_after(headers: Any) -> float | None:
    """Read ``retry-after-ms`` or ``Retry-After``, in seconds or as a date (RFC 9110, 10.2.3)."""
    for name, divisor in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name)
        if value is None:
            continue
        try:
            seconds = float(value) / divisor
        except ValueError:
            try:
                seconds = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
            except (ValueError, TypeError):
                continue
        if math.isfinite(seconds):
            return max(0.0, seconds)
    return None


def _say(text: str, key: SecretStr) -> str:
    return redact(text, key)[:_MAX_ERROR]
