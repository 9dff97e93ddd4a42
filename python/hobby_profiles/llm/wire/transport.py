"""One call over the wire: the only module that knows the ``openai`` package."""

from __future__ import annotations

import asyncio
import email.utils
import math
import ssl
import time
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import httpx2
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

from hobby_profiles.llm.pace import Pace
from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.wire.reply import CONTENT_FILTER, Reply, read_completion, say

_QUOTA = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_AZURE_API_VERSION = "2024-10-21"  # The last dated one; its successor is the address .../openai/v1.


class AnswerTooLongError(Exception):
    """The server sends more than any answer can be."""


class _Bounded(httpx2.AsyncByteStream):
    """The body of an answer, read up to a limit, so that no server can fill the memory.

    Args:
        stream: The body.
        limit: Bytes at most.
        is_error: Whether it is an error page, whose end does not matter.
    """

    def __init__(self, stream: httpx2.AsyncByteStream, limit: int, *, is_error: bool) -> None:
        self._stream = stream
        self._limit = limit
        self._is_error = is_error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > self._limit:
                if self._is_error:
                    return
                raise AnswerTooLongError(
                    f"the answer is longer than {self._limit:,} bytes; the rest was not read"
                )
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities this machine trusts; reading them takes longer than a small question."""
    return httpx2.create_ssl_context()


def make_client(settings: LlmSettings, key: SecretStr, pace: Pace) -> AsyncOpenAI:
    """Make the client of the ``openai`` package; retries and timeouts stay in our hands."""

    async def bound(response: httpx2.Response) -> None:
        if response.request.url.path.endswith("/content"):  # A batch's file is read line by line.
            return
        if response.headers.get("content-encoding", "identity") != "identity":
            raise openai.OpenAIError("the server compresses its answers, which nobody asked for")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Bounded(
                response.stream, pace.answer_bytes, is_error=response.is_error
            )

    common: dict[str, Any] = {
        "api_key": key.get_secret_value(),
        "timeout": settings.llm_timeout_seconds,
        "max_retries": 0,
        # Uncompressed, a body is as long as it is: no few bytes unfold into gigabytes.
        "default_headers": {"Accept-Encoding": "identity"},
        "http_client": DefaultAsyncHttpx2Client(
            timeout=settings.llm_timeout_seconds,
            event_hooks={"response": [bound]},
            verify=_certificates(),
        ),
    }
    if settings.llm_endpoint_kind == "azure":
        return AsyncAzureOpenAI(
            azure_endpoint=settings.llm_base_url, api_version=_AZURE_API_VERSION, **common
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
    except AnswerTooLongError as error:
        return Reply("truncated", error=str(error), http_status=200)
    except APIStatusError as error:
        return _status_reply(error, key)
    except APIConnectionError as error:
        cause = error.__cause__ or error
        return Reply("connection_error", error=say(f"{type(cause).__name__}: {cause}", key))
    except (openai.OpenAIError, ValueError, RecursionError) as error:
        return Reply("unreadable", error=say(f"{type(error).__name__}: {error}", key))
    return read_completion(completion, key)


def _status_reply(error: APIStatusError, key: SecretStr) -> Reply:
    code = error.status_code
    if code == 400 and error.code == CONTENT_FILTER:
        status = "refused"  # How Azure says it, about what was sent.
    elif code == 429:
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
        error=say(error.message, key),
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
