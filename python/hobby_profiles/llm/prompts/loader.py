"""Reads prompt files and fills them in, refusing what is not declared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hobby_profiles.llm.answers import ANSWER_MODELS, ItemAnswer
from hobby_profiles.llm.errors import PromptError
from hobby_profiles.llm.schemas import schema_version

SHIPPED = Path(__file__).parent
_FILLED_IN_LATER = {"items"}
_SAID = ("purpose", "version", "response", "item_fields", "system", "user")


class Prompt(BaseModel):
    """One prompt file, ``<purpose>.v<version>.yml``.

    Attributes:
        purpose: What it is for: one of `hobby_profiles.llm.settings.PURPOSES`.
        version: Number in the file's name; a new wording gets a new one.
        response: Name of the pydantic model of one item's answer.
        variables: Names that the texts use, each with what it means.
        item_fields: Fields of one item, each with what it means; all others are an error.
        max_output_tokens_per_item: Output limit of a call, for each item in it.
        expected_output_tokens_per_item: Tokens of a typical answer, used by ``estimate`` only.
        system: Text of the system message.
        user: Text of the user message; ``items`` stands for the fenced list of items.
        content_hash: Hash of what the model is told; part of an answer's address beside the
            version, so that an edited prompt is never answered from an older one's answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: str
    version: int = Field(ge=1)
    response: str
    variables: dict[str, str]
    item_fields: dict[str, str]
    max_output_tokens_per_item: int = Field(gt=0)
    expected_output_tokens_per_item: float = Field(gt=0)
    system: str
    user: str
    content_hash: str

    @property
    def answer_model(self) -> type[ItemAnswer]:
        """The pydantic model of one item's answer."""
        return ANSWER_MODELS[self.response]

    @property
    def identity(self) -> dict[str, Any]:
        """What makes an answer an answer to this prompt and no other."""
        return {
            "purpose": self.purpose,
            "prompt_version": self.version,
            "prompt_hash": self.content_hash,
            "schema_version": schema_version(self.answer_model),
        }

    def check_variables(self, given: Mapping[str, Any]) -> None:
        """Compare variables with the declaration.

        Raises:
            PromptError: If one is missing or unknown; the message names all of them.
        """
        self._check("variable", self.variables, given)

    def check_item(self, given: Mapping[str, Any]) -> None:
        """Compare an item's fields with the declaration.

        Raises:
            PromptError: If one is missing or unknown; the message names all of them.
        """
        self._check("item field", self.item_fields, given)

    def _check(self, what: str, declared: Mapping[str, str], given: Mapping[str, Any]) -> None:
        missing, unknown = sorted(declared.keys() - given.keys()), sorted(given.keys() - declared)
        if missing or unknown:
            raise PromptError(
                f"Prompt {self.purpose} version {self.version}: "
                + "; ".join(
                    f"{word} {what}{'s' if len(names) > 1 else ''}: {', '.join(names)}"
                    for word, names in (("missing", missing), ("unknown", unknown))
                    if names
                )
                + f". Declared are: {', '.join(declared) or 'none'}."
            )

    def fill(self, variables: Mapping[str, Any], items: str) -> list[dict[str, str]]:
        """Make the messages of one request.

        Args:
            variables: A value for each declared variable.
            items: The fenced list of items.

        Returns:
            The system and the user message, as the chat-completions protocol wants them.
        """
        self.check_variables(variables)
        values = {**variables, "items": items}
        return [
            {"role": role, "content": _template(text).render(values).strip()}
            for role, text in (("system", self.system), ("user", self.user))
        ]


_environment = ImmutableSandboxedEnvironment(autoescape=False)


@cache
def _template(text: str) -> Any:
    return _environment.from_string(text)


def _read(path: Path) -> Prompt:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        said = json.dumps([content.get(part) for part in _SAID], sort_keys=True)
        prompt = Prompt(**content, content_hash=hashlib.sha256(said.encode()).hexdigest()[:12])
    except (yaml.YAMLError, AttributeError, TypeError, ValidationError) as error:
        raise PromptError(f"The prompt file {path} cannot be used: {error}") from None
    if path.name != f"{prompt.purpose}.v{prompt.version}.yml":
        raise PromptError(
            f"The prompt file {path} says purpose {prompt.purpose!r} and version "
            f"{prompt.version}, so its name must be {prompt.purpose}.v{prompt.version}.yml."
        )
    if prompt.response not in ANSWER_MODELS:
        raise PromptError(
            f"{path}: response {prompt.response!r} is unknown; use one of "
            f"{', '.join(ANSWER_MODELS)}."
        )
    used: set[str] = set()
    for text in (prompt.system, prompt.user):
        used |= meta.find_undeclared_variables(_environment.parse(text))
    undeclared = sorted(used - _FILLED_IN_LATER - prompt.variables.keys())
    unused = sorted(prompt.variables.keys() - used)
    if undeclared or unused or "items" not in used:
        raise PromptError(
            f"{path}: "
            + "; ".join(
                part
                for part in (
                    f"used but not declared: {', '.join(undeclared)}" if undeclared else "",
                    f"declared but not used: {', '.join(unused)}" if unused else "",
                    "" if "items" in used else "the user text must hold {{ items }}",
                )
                if part
            )
            + "."
        )
    return prompt


@cache
def load_prompt(purpose: str, version: int | None = None, folder: str = "") -> Prompt:
    """Read one prompt.

    Args:
        purpose: What it is for: one of `hobby_profiles.llm.settings.PURPOSES`.
        version: Its version; None takes the highest one in the folder of your own, else the
            highest one of the shipped prompts.
        folder: Folder with prompt files of your own, looked at first; empty for none.

    Raises:
        PromptError: If there is no such prompt, or its file contradicts itself.
    """
    places = [Path(folder), SHIPPED] if folder else [SHIPPED]
    for place in places:
        found = {_version(path): path for path in place.glob(f"{purpose}.v*.yml")}
        chosen = found.get(max(found, default=0) if version is None else version)
        if chosen is not None:
            return _read(chosen)
    known = sorted({path.name for place in places for path in place.glob("*.v*.yml")})
    raise PromptError(
        f"There is no prompt {purpose!r} of version {version} (no file {purpose}.v{version}.yml). "
        f"There are: {', '.join(known)}. Correct the version or add the file."
    )


def _version(path: Path) -> int:
    number = path.stem.rpartition(".v")[2]
    return int(number) if number.isdecimal() else 0
