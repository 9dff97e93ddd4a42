"""The command line ``hobby-profiles``: every command is imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from typing import Any

import click

from hobby_profiles.app.evaluate import MODULES
from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.core.terminal import visible


class LazyGroup(click.Group):
    """A click group whose commands are named by import path, ``"package.module:attribute"``."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *self._lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None if there is no such name."""
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, attribute = self._lazy[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(
    cls=LazyGroup,
    lazy={
        "audience": "hobby_profiles.app.commands.audience:command",
        "doctor": "hobby_profiles.app.commands.doctor:command",
        "explain": "hobby_profiles.app.commands.explain:command",
        "explorer": "hobby_profiles.app.commands.explorer:command",
        "handover": "hobby_profiles.app.handover.command:command",
        "init": "hobby_profiles.app.commands.init:command",
        "learn": "hobby_profiles.app.commands.learn:command",
        "personas": "hobby_profiles.app.personas.command:personas",
        "publish": "hobby_profiles.app.commands.publish:command",
        "report": "hobby_profiles.app.commands.report:command",
        "show": "hobby_profiles.app.commands.show:command",
        "validate": "hobby_profiles.app.commands.validate:command",
        "estimate": "hobby_profiles.app.commands.llm:estimate",
        "cache": "hobby_profiles.app.commands.llm:cache",
        "batch": "hobby_profiles.app.commands.llm:batch",
        "experiment": "hobby_profiles.app.commands.experiment:experiment",
    },
)
@click.version_option(package_name="hobby-profiles")
def cli() -> None:
    """Readable, trustworthy interest profiles from what people buy."""


@cli.group(
    cls=LazyGroup,
    lazy={name: f"{module}:command" for name, module in MODULES.items()},
)
def evaluate() -> None:
    """Measure a stage on reference cases, beside plain baselines."""


def main() -> None:
    """Run the command line; an error made for people is printed without a traceback."""
    try:
        cli()
    except HobbyProfilesError as error:
        click.echo(f"Error: {visible(str(error))}", err=True)
        sys.exit(1)
