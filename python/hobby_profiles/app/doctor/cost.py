"""What a first build will take: time and memory by measured builds, calls by the inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from hobby_profiles.app.doctor.inputs import Inputs
from hobby_profiles.app.estimate.questions import questions
from hobby_profiles.core.tables import Warehouse
from hobby_profiles.llm.money.estimate import Estimate, estimate
from hobby_profiles.llm.settings import LlmSettings

_SECONDS = 60.0
_TEXTS_A_SECOND = 375.0
_SECONDS_A_MILLION_EVENTS = 24.0
_LEAST_GIGABYTES = 2.5
_GIGABYTES = 1.5
_GIGABYTES_A_MILLION_EVENTS = 0.21


@dataclass(frozen=True)
class Cost:
    """What a first build takes on two cores.

    Attributes:
        text_count: Different product texts to label.
        event_count: Events.
        seconds: Seconds, about.
        gigabytes: Memory at most, about.
        asked: What a language model would be asked; empty if none is switched on.
    """

    text_count: int
    event_count: int
    seconds: float
    gigabytes: float
    asked: list[Estimate]


def cost_of(inputs: Inputs, settings: LlmSettings, variables: Mapping[str, Any]) -> Cost:
    """Work out what a first build takes.

    Time and memory follow builds that were measured (docs/speed.md): a minute for the smallest
    shop, 375 new texts a second, 24 seconds and 0.21 GB for a million events. Later builds keep
    what was labelled and take less.

    Args:
        inputs: The tables; products and events can be read.
        settings: Of the language model layer.
        variables: The project's variables, for the switches.
    """
    texts = inputs.connection.execute("""
        select distinct product_name, category_path, brand, attributes, description
        from products where rejection_reason is null order by all
    """).df()
    (events,) = inputs.row("select count(*) from events")
    millions = events / 1e6
    return Cost(
        text_count=len(texts),
        event_count=events,
        seconds=_SECONDS + len(texts) / _TEXTS_A_SECOND + millions * _SECONDS_A_MILLION_EVENTS,
        gigabytes=max(_LEAST_GIGABYTES, _GIGABYTES + millions * _GIGABYTES_A_MILLION_EVENTS),
        asked=_asked(texts, settings, variables),
    )


def _asked(
    texts: pd.DataFrame, settings: LlmSettings, variables: Mapping[str, Any]
) -> list[Estimate]:
    """What is known of the questions before anything is built: texts, and labels a text."""
    with duckdb.connect() as connection:
        connection.execute("create schema labels")
        connection.register("texts", texts.assign(text_hash=texts.index.astype(str)))
        connection.execute("create table labels.int_hobby__product_texts as select * from texts")
        warehouse = Warehouse(connection, Path(":memory:"))
        return estimate(settings, questions(warehouse, settings, variables, every=False))
