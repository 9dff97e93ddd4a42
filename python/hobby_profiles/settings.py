"""Settings of a stage, read from the dbt variables that its YAML passes on."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from hobby_profiles.errors import SettingError

VAR_PREFIX = "hobby__"


class StageSettings(BaseModel):
    """Base of every stage's settings: field ``foo`` is the dbt variable ``hobby__foo``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def from_dbt(cls, dbt: Any) -> Self:
        """Read the fields from a dbt Python model's ``config.meta``.

        Args:
            dbt: The object that dbt hands to ``model(dbt, session)``.

        Returns:
            The settings; a field whose variable is not passed keeps its default.

        Raises:
            SettingError: If a value is not allowed; the message names variable and value.
        """
        seen = {name: dbt.config.meta_get(VAR_PREFIX + name) for name in cls.model_fields}
        return cls.from_values({name: value for name, value in seen.items() if value is not None})

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Self:
        """Validate plain values, keyed by field name without the prefix.

        Raises:
            SettingError: If a value is not allowed; the message names variable and value.
        """
        try:
            return cls(**values)
        except ValidationError as error:
            lines = [
                f"  {VAR_PREFIX}{problem['loc'][-1] if problem['loc'] else '?'}: "
                f"{problem['msg']} (seen: {problem['input']!r})"
                for problem in error.errors()
            ]
            raise SettingError(
                "These settings cannot be used; correct them under `vars:` in dbt_project.yml "
                "or in --vars:\n" + "\n".join(lines)
            ) from None
