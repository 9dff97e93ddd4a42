"""What can go wrong between this package and a language model."""

from __future__ import annotations

from hobby_profiles.core.errors import HobbyProfilesError


class LanguageModelError(HobbyProfilesError):
    """Base of everything that stops a stage which asks a language model."""


class MissingKeyError(LanguageModelError):
    """A language model is switched on and its key is not in the environment."""


class PromptError(LanguageModelError):
    """A prompt file, or what is filled into it, does not fit its declaration."""


class PriceError(LanguageModelError):
    """A cost limit is set and the model's price is not known."""


class StoppedError(LanguageModelError):
    """A run ended early; everything answered before is in the cache."""


class BudgetError(StoppedError):
    """The next call could cost more than what is left of the limit."""


class EndpointError(StoppedError):
    """The endpoint refuses every call, or keeps failing."""


class TooManyFailuresError(StoppedError):
    """More items than allowed have no usable answer."""


class CancelledError(StoppedError):
    """Somebody pressed Ctrl-C or asked the process to end."""


class BatchPendingError(StoppedError):
    """A batch was handed in and is not finished yet."""


class CacheError(LanguageModelError):
    """The file with the paid answers cannot be read, written or merged."""
