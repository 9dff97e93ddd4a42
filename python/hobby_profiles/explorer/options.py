"""What the explorer is started with, handed to Streamlit's process as one argument."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """How the explorer was started.

    Attributes:
        folder: What ``hobby-profiles publish`` wrote.
        data_dir: Folder of the shop's tables, where campaigns and members of collections lie.
        overrides: File with what people decided about topics.
        blocked_labels: File with the labels that are no hobbies.
        embedding_model: Name of the model that compares meanings.
        cache_dir: Its cache.
        relations: Tables of the shop that dbt reads from a warehouse, not from ``data_dir``.
        people: Whether pages may show single users.
        who: Who decides, as the files are to say.
    """

    folder: Path
    data_dir: Path
    overrides: Path
    blocked_labels: Path
    embedding_model: str
    cache_dir: Path
    relations: tuple[str, ...]
    people: bool
    who: str

    def argument(self) -> str:
        """Return the options as one argument of a command line."""
        return json.dumps(vars(self), default=str)

    @classmethod
    def of_argument(cls, argument: str) -> Options:
        """Read what :meth:`argument` wrote."""
        given = json.loads(argument)
        paths = ("folder", "data_dir", "overrides", "blocked_labels", "cache_dir")
        read = {name: Path(given[name]) for name in paths}
        return cls(**{**given, **read, "relations": tuple(given["relations"])})
