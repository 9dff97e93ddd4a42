"""Where the reference data lies that ships with the project: in a wheel, or in the checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

REFERENCE = Path("seeds/reference")
"""The folder as settings and the documentation name it."""


def reference_file(name: str) -> Path:
    """Return where a shipped file lies.

    A wheel carries the files inside the package; a checkout, also one that dbt has put into
    ``dbt_packages``, has them as seeds beside it.

    Args:
        name: The file's name, such as ``labelled_texts.parquet``.
    """
    package = Path(str(resources.files("hobby_profiles")))
    packed = package / "reference"
    return (packed if packed.is_dir() else package.parents[1] / REFERENCE) / name


def named_file(path: Path) -> Path:
    """Find the file that a setting names.

    Args:
        path: Absolute, or looked up in the working directory; if nothing is there and it lies in
            ``seeds/reference``, the shipped file of that name is meant.
    """
    if path.is_absolute() or path.exists() or path.parent != REFERENCE:
        return path
    return reference_file(path.name)
