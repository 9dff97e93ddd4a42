"""Adds the reference data to what is built; all else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

REFERENCE = Path("seeds/reference")


class BuildWithReference(build_py):
    """Puts ``seeds/reference`` into the package, where a wheel has no dbt project around it."""

    def run(self) -> None:
        """Copy the package, then the reference data; an editable install reads the checkout's."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "hobby_profiles" / "reference"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(REFERENCE, target)


setup(cmdclass={"build_py": BuildWithReference})
