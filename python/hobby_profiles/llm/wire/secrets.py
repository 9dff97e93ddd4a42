"""The key: read from the environment, never shown anywhere."""

from __future__ import annotations

import os
import re

from pydantic import SecretStr

from hobby_profiles.llm.errors import MissingKeyError

_LOOKS_LIKE_A_KEY = re.compile(r"\bsk-[A-Za-z0-9_\-]{6,}|(?i:\bbearer\s+)[^\s\"',;}]+")
_MASK = "[key removed]"


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
            "hobby__namer, hobby__synonym_check and hobby__coherence_check back to 'embedded'."
        )
    return SecretStr(value)


def redact(text: str, key: SecretStr | None = None) -> str:
    """Remove the key, and anything that looks like one, from a text meant for people.

    Args:
        text: For example the message of an error that quotes the server.
        key: The key in use; its first and last parts are removed too when quoted at length.

    Returns:
        The text with every key replaced by ``[key removed]``.
    """
    secret = key.get_secret_value() if key else ""
    if secret:
        text = text.replace(secret, _MASK)
    return _LOOKS_LIKE_A_KEY.sub(_MASK, text)
