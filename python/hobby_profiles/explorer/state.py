"""What each run of a page starts from: the publication, opened once for all readers."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from hobby_profiles.campaigns.publish import MANIFEST
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.explorer.options import Options
from hobby_profiles.explorer.published import LEAST, Published, read_manifest
from hobby_profiles.taxonomy.nearest import MeaningSettings, nearest_topics


@dataclass(frozen=True)
class Shop:
    """What a page reads.

    Attributes:
        warehouse: The published marts.
        settings: The settings of the build, by name without the prefix ``hobby__``.
        manifest: What ``publish`` says of the marts.
        options: How the explorer was started.
        least: Users that an audience has at least.
        version: Tells one publication from another.
    """

    warehouse: Warehouse
    settings: dict[str, str]
    manifest: dict[str, Any]
    options: Options
    least: int
    version: str


def options() -> Options:
    """Return how the explorer was started."""
    return Options.of_argument(sys.argv[-1])


def shop() -> Shop:
    """Return the publication as it lies in the folder now.

    Raises:
        InputError: If it cannot be read.
    """
    given = options()
    read_manifest(given.folder)
    version = f"{given.folder.resolve()}|{(given.folder / MANIFEST).stat().st_mtime_ns}"
    published = _opened(version, given.folder)
    return Shop(
        warehouse=published.warehouse(),
        settings=published.settings,
        manifest=published.manifest,
        options=given,
        least=int(published.settings[LEAST]),
        version=version,
    )


@st.cache_resource(max_entries=2, show_spinner="Opening the published tables …")
def _opened(version: str, _folder: Path) -> Published:
    return Published(_folder)


def meaning(found: Shop) -> MeaningSettings:
    """Return which model compares meanings."""
    return MeaningSettings(
        embedding_model=found.options.embedding_model, cache_dir=found.options.cache_dir
    )


@st.cache_resource(max_entries=1, show_spinner=False)
def warm_up(version: str, _found: Shop) -> threading.Thread:
    """Load the model of meanings in the background, which takes some seconds, once."""
    topics = _found.warehouse.frame("select topic_id, topic_name from marts.hobby__topics")
    thread = threading.Thread(
        target=nearest_topics, args=(["hobby"], topics, meaning(_found), 0.9), daemon=True
    )
    thread.start()
    return thread
