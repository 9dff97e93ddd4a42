"""How many tokens a text will be, counted without the provider's tokenizer."""

from __future__ import annotations

import re
from functools import lru_cache

_PIECES = re.compile(
    r"(?P<lower>[a-z]+)|(?P<title>[A-Z][a-z]+)|(?P<upper>[A-Z]+)|(?P<number>\d+)"
    r"|(?P<wide>[\u2E80-\u9FFF\uAC00-\uD7AF\uF900-\uFAFF]+)|(?P<letters>[^\W\d_A-Za-z]+)"
    r"|(?P<line>\s*\n\s*)|\s+|(?P<mark>[^\w\s]+|_)"
)
# Tokens of a piece, tokens of each character beyond the free ones, free characters. Fitted by
# non-negative least squares on 5,000 product texts as they are sent, prose and the prompts,
# against o200k_base; on other texts the sum is off by less than three per cent.
_COSTS = {
    "lower": (1.009, 0.243, 6),
    "title": (1.095, 0.212, 6),
    "upper": (0.608, 0.298, 3),
    "number": (1.596, 0.532, 3),
    "wide": (1.455, 1.0, 1),
    "letters": (1.411, 0.35, 1),
    "line": (0.118, 0.0, 1),
    "mark": (0.738, 0.382, 1),
}
_MESSAGE_OVERHEAD = 4
_REPLY_OVERHEAD = 3


@lru_cache(maxsize=1024)
def estimate_tokens(text: str) -> int:
    """Estimate the tokens of a text for a byte-pair vocabulary of 100,000 to 200,000 entries.

    Counts the pieces such a tokenizer would see: words, numbers, runs of marks, other scripts.

    Args:
        text: Any text.

    Returns:
        Tokens, rounded; 0 for an empty text.
    """
    tokens = 0.0
    for match in _PIECES.finditer(text):
        if match.lastgroup is not None:
            first, more, free = _COSTS[match.lastgroup]
            tokens += first + more * max(0, match.end() - match.start() - free)
    return round(tokens)


def estimate_messages(messages: list[dict[str, str]]) -> int:
    """Estimate the input tokens of a chat request, with what each message costs on top."""
    return _REPLY_OVERHEAD + sum(
        _MESSAGE_OVERHEAD + estimate_tokens(message["content"]) for message in messages
    )
