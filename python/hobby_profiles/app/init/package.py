"""Where dbt gets this project's models from: the folder or repository that pip installed from."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from hobby_profiles.app.built import read_yaml
from hobby_profiles.core.errors import InputError

_NAME = "hobby_profiles"


def dbt_package(named: str, revision: str = "") -> dict[str, str]:
    """Return the entry of ``packages.yml``.

    Args:
        named: Address of a git repository or folder of a checkout; empty for what pip installed
            the Python distribution from.
        revision: Tag, branch or commit of the repository.

    Raises:
        InputError: If pip does not know, or the folder holds no such project.
    """
    if not named:
        named, revision = _installed_from(revision)
    if "://" in named or named.startswith("git@") or named.endswith(".git"):
        return {"git": named} | ({"revision": revision} if revision else {})
    folder = Path(named).resolve()
    file = folder / "dbt_project.yml"
    if not file.is_file() or read_yaml(file).get("name") != _NAME:
        raise InputError(
            f"{folder} is no checkout of hobby-profiles: it has no dbt_project.yml of that name. "
            "Give --package the folder of a checkout, or the address of its git repository."
        )
    return {"local": str(folder)}


def _installed_from(revision: str) -> tuple[str, str]:
    """Read where pip installed from, which it writes down unless it was an index."""
    try:
        text = distribution("hobby-profiles").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    origin = json.loads(text or "{}")
    if "vcs_info" in origin:
        return origin["url"], revision or origin["vcs_info"].get("commit_id", "")
    if "dir_info" in origin:
        return url2pathname(urlsplit(origin["url"]).path), revision
    raise InputError(
        "hobby-profiles was installed from a wheel, which holds the Python side only. Say where "
        "dbt gets the models: --package FOLDER of a checkout, or --package ADDRESS of its git "
        "repository with --revision TAG."
    )
