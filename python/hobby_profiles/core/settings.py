"""Settings of a stage, read from the dbt variables that its YAML passes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from hobby_profiles.core.errors import SettingError

VAR_PREFIX = "hobby__"


class StageSettings(BaseModel):
    """Base of every stage's settings: field ``foo`` is the dbt variable ``hobby__foo``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def from_meta(cls, meta: Mapping[str, Any] | None) -> Self:
        """Read the fields from what a dbt Python model's YAML passes on.

        The model itself must say ``dbt.config.meta_get("hobby__settings")``: dbt hands over only
        the keys that it finds written out in the model's own file, and None for all others.

        Args:
            meta: ``config.meta.hobby__settings`` of the model: values by variable name.

        Returns:
            The settings; a field whose variable is not passed keeps its default.

        Raises:
            SettingError: If nothing is passed, if a variable is unknown or if a value is not
                allowed; the message names variable and value.
        """
        if meta is None:
            raise SettingError(
                "This model got no settings. Its YAML must pass them as config.meta."
                'hobby__settings, and its file must say dbt.config.meta_get("hobby__settings").'
            )
        return cls.from_values(
            {name.removeprefix(VAR_PREFIX): value for name, value in meta.items()}
        )

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
