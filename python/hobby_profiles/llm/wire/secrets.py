"""The key: read from the environment, never shown anywhere."""

from __future__ import annotations

import os
import re
from itertools import groupby

from pydantic import SecretStr

from hobby_profiles.llm.errors import MissingKeyError

_LOOKS_LIKE_A_KEY = re.compile(r"\bsk-[A-Za-z0-9_\-]{6,}|(?i:\bbearer\s+)[^\s\"',;}]+")
_MASK = "[key removed]"
_LONG = 8


def read_key(variable: str) -> SecretStr:
    """Read the key of the endpoint from an environment variable.

    Args:
        variable: Name of the variable, from ``hobby__llm_api_key_env``.

    Raises:
        MissingKeyError: If the variable is not set or blank.
    """
    value = os.environ.get(variable, "").strip()
    if not value:
        raise MissingKeyError(
            f"A language model is switched on, but the environment variable {variable} (named by "
            f"hobby__llm_api_key_env) is empty. Set it with: export {variable}=... (a server "
            "that needs no key takes any word), or set hobby__labeller, hobby__judge, "
            "hobby__namer, hobby__synonym_check, hobby__coherence_check, hobby__journey_namer, "
            "hobby__attribute_tagger, hobby__persona_labeller and hobby__journey_expander "
            "back to 'embedded'."
        )
    return SecretStr(value)


def redact(text: str, key: SecretStr | None = None) -> str:
    """Remove the key, and anything that looks like one, from a text meant for people.

    For errors and logs only. An answer is not touched: a key may be any word, also one of its own.

    Args:
        text: For example the message of an error that quotes the server.
        key: The key in use. Parts of it of eight characters and more are removed too; a shorter
            key only where it stands alone.

    Returns:
        The text with every key replaced by ``[key removed]``.
    """
    secret = key.get_secret_value() if key else ""
    if len(secret) >= _LONG:
        text = _without_parts(text, secret)
    elif secret:
        text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", _MASK, text)
    return _LOOKS_LIKE_A_KEY.sub(_MASK, text)


def quotes_key(text: str, key: SecretStr) -> bool:
    """Whether a text holds a key that is too long to be there by chance."""
    secret = key.get_secret_value()
    return len(secret) >= 2 * _LONG and secret in text


def _without_parts(text: str, secret: str) -> str:
    """Replace every stretch of a text that is a long part of the secret."""
    parts = {secret[start : start + _LONG] for start in range(len(secret) - _LONG + 1)}
    is_secret = bytearray(len(text))
    for start in range(len(text) - _LONG + 1):
        if text[start : start + _LONG] in parts:
            is_secret[start : start + _LONG] = b"\x01" * _LONG
    return "".join(
        _MASK if secret_ else "".join(letter for letter, _ in run)
        for secret_, run in groupby(zip(text, is_secret, strict=True), key=lambda pair: pair[1])
    )
