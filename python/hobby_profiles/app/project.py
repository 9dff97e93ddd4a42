"""Settings for the command line: what dbt would see, read from the project's file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from hobby_profiles.core.errors import InputError, SettingError
from hobby_profiles.core.settings import VAR_PREFIX
from hobby_profiles.llm.settings import LlmSettings

_PACKAGE = "hobby_profiles"


def project_vars(project_dir: Path, given: str = "") -> dict[str, Any]:
    """Read the variables of a dbt project, as dbt ranks them.

    Args:
        project_dir: Folder with ``dbt_project.yml``: this package's, or that of a shop which has
            it installed.
        given: What would follow ``--vars``: YAML or JSON; wins over the file.

    Returns:
        Values by variable name, prefix included.

    Raises:
        InputError: If there is no such file or it is no YAML.
        SettingError: If ``given`` is no YAML mapping.
    """
    path = project_dir / "dbt_project.yml"
    try:
        declared = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("vars") or {}
    except (OSError, yaml.YAMLError) as error:
        raise InputError(
            f"{path} cannot be read ({error}). Run this in the folder of your dbt project, or name "
            "it with --project-dir."
        ) from None
    try:
        extra = yaml.safe_load(given) or {}
    except yaml.YAMLError as error:
        raise SettingError(f"--vars is no YAML: {error}") from None
    if not isinstance(extra, Mapping):
        raise SettingError(
            f"--vars must be a mapping such as '{{hobby__llm_mode: batch}}': {given}"
        )
    scoped = declared.get(_PACKAGE) or {}
    merged = {**declared, **scoped, **extra}
    return {name: value for name, value in merged.items() if name.startswith(VAR_PREFIX)}


def llm_settings(project_dir: Path, variables: Mapping[str, Any]) -> LlmSettings:
    """Make the settings of this layer from a project's variables; paths become absolute.

    Raises:
        SettingError: If a value is not allowed.
    """
    values = {
        name: variables[VAR_PREFIX + name]
        for name in LlmSettings.model_fields
        if VAR_PREFIX + name in variables
    }
    settings = LlmSettings.from_values(values)
    prices = settings.llm_prices_file
    return settings.model_copy(
        update={
            "cache_dir": project_dir / settings.cache_dir,
            "llm_prices_file": own if (own := project_dir / prices).exists() else prices,
        }
    )
