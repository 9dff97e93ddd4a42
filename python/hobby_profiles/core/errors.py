"""Errors for people: each message says what happened, the value seen and what to do next."""


class HobbyProfilesError(Exception):
    """Base of every error this package raises on purpose."""


class InputError(HobbyProfilesError):
    """A table or file that was given cannot be used."""


class SettingError(HobbyProfilesError):
    """A setting has a value that is not allowed, or two settings contradict each other."""


class NotInstalledError(HobbyProfilesError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"This needs the package {package!r}, which is not installed. "
            f"Install it with: pip install 'hobby-profiles[{extra}]'"
        )
