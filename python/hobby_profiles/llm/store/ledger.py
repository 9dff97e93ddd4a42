"""The ledger: every call and every row without a usable answer, as frames for the warehouse."""

from __future__ import annotations

import pandas as pd

from hobby_profiles.llm.settings import LlmSettings
from hobby_profiles.llm.store.answers import Store

_CALL_TYPES = {
    "call_id": "string",
    "run_id": "string",
    "purpose": "string",
    "model": "string",
    "endpoint": "string",
    "prompt_version": "int32",
    "prompt_hash": "string",
    "mode": "string",
    "round": "int32",
    "attempt": "int32",
    "item_count": "int32",
    "input_tokens": "int64",
    "cached_tokens": "int64",
    "output_tokens": "int64",
    "cost_usd": "Float64",
    "latency_ms": "float64",
    "status": "string",
    "http_status": "Int32",
    "error": "string",
    "called_at": "datetime64[us]",
}
_FAILURE_TYPES = {
    "item_key": "string",
    "purpose": "string",
    "model": "string",
    "prompt_version": "int32",
    "status": "string",
    "reason": "string",
    "detail": "string",
    "item": "string",
    "call_id": "string",
    "failed_at": "datetime64[us]",
}


def read_calls(settings: LlmSettings) -> pd.DataFrame:
    """Read every call that was ever made with this cache, in order of time.

    Args:
        settings: Tell where the cache is.

    Returns:
        One row a call, retries included; no row if no language model was ever asked.
    """
    query = f"select {', '.join(_CALL_TYPES)} from calls order by called_at, call_id"  # noqa: S608
    return _read(settings, query, _CALL_TYPES)


def read_failures(settings: LlmSettings) -> pd.DataFrame:
    """Read the items that have no usable answer, each with its reason.

    Args:
        settings: Tell where the cache is.

    Returns:
        One row an item; ``status`` is ``failed`` if an answer was paid for and could not be used,
        ``unanswered`` if none arrived, and then the next run asks again.
    """
    query = (
        "select key as item_key, purpose, model, prompt_version, status, reason, detail, item, "
        "call_id, answered_at as failed_at from answers where status != 'ok' order by purpose, key"
    )
    return _read(settings, query, _FAILURE_TYPES)


def _read(settings: LlmSettings, query: str, types: dict[str, str]) -> pd.DataFrame:
    if not settings.store_path.exists():
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    store = Store(settings.store_path)
    try:
        rows = pd.read_sql_query(query, store.connection)
    finally:
        store.close()
    return rows.astype(types)
