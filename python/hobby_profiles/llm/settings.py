"""Settings of the language model layer, all under the prefix ``hobby__llm_``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from hobby_profiles.core.settings import StageSettings

Purpose = Literal[
    "label", "judge", "name", "synonym", "coherence", "journey", "attribute", "persona",
    "expansion",
]  # fmt: skip
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class LlmSettings(StageSettings):
    """How to reach a language model, how hard to push it and how much it may cost.

    Attributes:
        cache_dir: Folder of the answers, relative to the project.
        llm_base_url: Address of an OpenAI-compatible endpoint, up to and including ``/v1``.
        llm_endpoint_kind: ``openai`` for every compatible server, ``azure`` for Azure OpenAI.
        llm_model: Name of the model (Azure: of the deployment).
        llm_api_key_env: Name of the environment variable that holds the key.
        llm_language: Language of labels, names and explanations.
        llm_structured_output: ``json_schema`` (enforced by the server), ``json_object`` (the
            schema rides along, as llama.cpp takes it) or ``plain`` (asked for in words).
        llm_temperature: Sampling temperature; -1 leaves it out, for models that refuse it.
        llm_output_limit_field: Name under which the server takes the output limit.
        llm_items_per_request: Products, pairs or topics in one call; 1 keeps each product's
            text out of every other product's prompt.
        llm_max_concurrency: Calls in flight at most.
        llm_timeout_seconds: Seconds until a call is given up, from request to last byte.
        llm_max_cost_usd: US dollars that one run may spend; empty means no limit.
        llm_max_failed_share: Share of the items of one question without a usable answer beyond
            which a run stops.
        llm_prices_file: The price list, a CSV seed that people edit.
        llm_mode: ``live``, or ``batch`` for the Batch API at half the price.
        llm_retry_failed: Ask again for rows whose paid answer could not be used.
        llm_prompts_dir: Folder with prompt files of your own; they win over the shipped ones.
        llm_prompt_versions: Versions of prompts by purpose, for experiments, which compare them;
            no variable of the project. The highest there is where none is named.
    """

    cache_dir: Path = Path(".hobby_cache")
    llm_base_url: str = "https://api.openai.com/v1"
    llm_endpoint_kind: Literal["openai", "azure"] = "openai"
    llm_model: str = Field(default="gpt-4.1-mini", min_length=1)
    llm_api_key_env: str = Field(default="OPENAI_API_KEY", pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    llm_language: str = Field(default="English", min_length=2)
    llm_structured_output: Literal["json_schema", "json_object", "plain"] = "json_schema"
    llm_temperature: float = Field(default=0.0, ge=-1, le=2)
    llm_output_limit_field: Literal["max_completion_tokens", "max_tokens"] = "max_completion_tokens"
    llm_items_per_request: int = Field(default=1, ge=1, le=100)
    llm_max_concurrency: int = Field(default=16, ge=1, le=1000)
    llm_timeout_seconds: float = Field(default=60.0, gt=0)
    llm_max_cost_usd: float | None = Field(default=5.0, ge=0)
    llm_max_failed_share: float = Field(default=0.2, ge=0, le=1)
    llm_prices_file: Path = Path("seeds/reference/hobby__llm_prices.csv")
    llm_mode: Literal["live", "batch"] = "live"
    llm_retry_failed: bool = False
    llm_prompts_dir: str = ""
    llm_prompt_versions: dict[Purpose, int] = Field(default_factory=dict)

    @field_validator("llm_base_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("must be an address such as http://localhost:8000/v1")
        if parts.username or parts.password:
            raise ValueError("must not carry a user name or password; keys go to the environment")
        return value.rstrip("/")

    @field_validator("llm_max_cost_usd", mode="before")
    @classmethod
    def _empty_means_no_limit(cls, value: object) -> object:
        return None if isinstance(value, str) and value.strip().lower() in {"", "none"} else value

    @property
    def store_path(self) -> Path:
        """Where the answers, the calls and the batches are kept (SQLite)."""
        return self.cache_dir / "llm.sqlite"

    @property
    def endpoint(self) -> str:
        """Host and port of the endpoint, for messages and the ledger."""
        return urlsplit(self.llm_base_url).netloc
