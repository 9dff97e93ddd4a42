"""What is missing, mistyped or suspicious in a shop's tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from hobby_profiles.app.doctor.contract import CONTRACT, Column
from hobby_profiles.app.doctor.inputs import Inputs
from hobby_profiles.core.wording import count, percent
from hobby_profiles.language import pack

_NAMES_READ = 2000
_ENGLISH = 0.5
_ODD = 0.01

Weight = Literal["stop", "look", "fine"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        weight: ``stop`` if the build will fail, ``look`` if a person should look, else ``fine``.
        where: The input, or input and column.
        what: What was found, with its number.
        feeds: The marts that it touches, in words.
    """

    weight: Weight
    where: str
    what: str
    feeds: str = ""


def findings(inputs: Inputs, limits: Mapping[str, float]) -> list[Finding]:
    """Look through the inputs.

    Args:
        inputs: The tables as dbt reads them.
        limits: max_user_share, min_matched_products, min_matched_users.

    Returns:
        What was found, input by input, columns first.
    """
    found = []
    for name, columns in CONTRACT.items():
        if name in inputs.problems:
            found.append(Finding("stop", name, inputs.problems[name], columns[0].feeds))
        elif not inputs.present.get(name):
            found.append(Finding("fine", name, "not given; it is optional", columns[0].feeds))
        else:
            found += _columns(inputs, name, columns)
            found += _CHECKS[name](inputs) if name in _CHECKS else []
    if not {"products", "events"} & inputs.problems.keys():
        found += _matches(inputs, limits)
    return found


def _columns(inputs: Inputs, name: str, columns: tuple[Column, ...]) -> Iterator[Finding]:
    (rows,) = inputs.row(f"select count(*) from {name}")  # noqa: S608
    yield Finding("look" if rows == 0 else "fine", name, count(rows, "row"))
    held = {row[0] for row in inputs.connection.execute(f"describe {name}").fetchall()}
    for column in columns:
        where = f"{name}.{column.name}"
        if column.name not in inputs.present[name]:
            is_made_up_for = column.name == "amount" and "unit_price" in inputs.present[name]
            missing: Weight = "look" if column.is_wanted and not is_made_up_for else "fine"
            yield Finding(missing, where, f"missing, taken as {column.without}", column.feeds)
            continue
        filled = rows
        if column.name in held:
            (filled,) = inputs.row(
                f"select count(nullif(trim(cast({column.name} as varchar)), '')) from {name}"  # noqa: S608
            )
        share = filled / rows if rows else 0.0
        weight: Weight = "fine" if share > 1 - _ODD or not column.is_required else "look"
        yield Finding(weight, where, f"filled in {percent(share)} of the rows", column.feeds)
    known = {column.name for column in columns} | {"hobby_row_problem"}
    unread = [column for column in inputs.present[name] if column not in known]
    if unread:
        yield Finding("fine", name, f"not read: {', '.join(unread[:8])}")
    if "currency" in unread or "currency_code" in unread:
        yield Finding(
            "look", name, "a currency is given and not read: amounts must be in one currency"
        )


def _products(inputs: Inputs) -> Iterator[Finding]:
    yield from _reasons(inputs, "products", "rejection_reason")
    names = inputs.connection.execute(
        "select distinct product_name from products where product_name is not null "  # noqa: S608
        f"order by hash(product_name) limit {_NAMES_READ}"
    ).fetchall()
    known, words = _english([name for (name,) in names])
    if words:
        weight: Weight = "fine" if known >= _ENGLISH else "look"
        cure = "" if known >= _ENGLISH else "; docs/labels.md names the languages that get labels"
        yield Finding(
            weight, "products.product_name", f"{percent(known)} of the words are English{cure}"
        )


def _english(names: list[str]) -> tuple[float, int]:
    english = pack()
    words = [
        word for name in names for word in english.words(name) if word.isalpha() and len(word) > 2
    ]
    known = sum(bool(english.word_senses(word)) or word in english.small_words for word in words)
    return known / max(len(words), 1), len(words)


def _events(inputs: Inputs) -> Iterator[Finding]:
    yield from _reasons(inputs, "events", "row_problem")
    rows, future, first, last = inputs.row(
        "select count(*), count(*) filter (event_at > now() at time zone 'UTC'), "
        "min(event_at), max(event_at) from events"
    )
    if future:
        yield Finding(
            "look", "events.event_at", f"in the future: {count(future, 'event')}, the last on "
            f"{last:%Y-%m-%d}: set hobby__as_of_date", "all marts",
        )  # fmt: skip
    if first is not None:
        yield Finding("fine", "events.event_at", f"from {first:%Y-%m-%d} to {last:%Y-%m-%d}")
    (repeated,) = inputs.row(
        "select count(given_event_id) - count(distinct given_event_id) from events"
    )
    if repeated:
        yield Finding(
            "look", "events.event_id", f"{count(repeated, 'row')} repeat an id and are left out",
            "all marts",
        )  # fmt: skip
    (negative,) = inputs.row("select count(*) from events where quantity < 0 or amount < 0")
    if negative:
        yield Finding(
            "fine", "events.quantity", f"{count(negative, 'row')} below 0 are read as returns"
        )
    (without,) = inputs.row("select count(*) from events where amount = 0 and row_problem is null")
    if rows and without > rows / 2:
        yield Finding(
            "look", "events.amount", f"0 in {percent(without / rows)} of the rows: no spend"
        )


def _reasons(inputs: Inputs, name: str, column: str) -> Iterator[Finding]:
    for reason, rows in inputs.connection.execute(
        f"select {column}, count(*) from {name} where {column} is not null "  # noqa: S608
        "group by all order by 2 desc, 1"
    ).fetchall():
        yield Finding(
            "look", name, f"{count(rows, 'row')} left out: {reason}", "hobby__rejected_rows"
        )


def _users(inputs: Inputs) -> Iterator[Finding]:
    (rows, refusing) = inputs.row(
        "select count(*), count(*) filter (is_deleted or not has_consent) from users"
    )
    weight: Weight = "look" if rows and refusing == rows else "fine"
    yield Finding(weight, "users", f"{refusing:,} of {rows:,} rows say to leave a person out")


def _matches(inputs: Inputs, limits: Mapping[str, float]) -> Iterator[Finding]:
    usable, matched, people, unsold = inputs.row("""
        with known as (select distinct product_id from products where rejection_reason is null),
        usable as (select * from events where row_problem is null)
        select
            (select count(*) from usable),
            (select count(*) from usable where product_id in (from known)),
            (select count(distinct user_id) from usable),
            (select count(*) from known where product_id not in (select product_id from usable))
    """)
    if not usable:
        yield Finding("stop", "events", "no row can be used", "all marts")
        return
    share, least = matched / usable, limits["min_matched_products"]
    yield Finding(
        "stop" if share < least else "fine" if share > 1 - _ODD else "look",
        "events.product_id",
        f"{percent(share)} of the usable events have a product (least: {percent(least)})",
        "all marts",
    )
    yield Finding("fine", "products", f"{count(unsold, 'product')} without an event")
    largest, user = inputs.row(
        "select count(*), user_id from events where row_problem is null group by user_id "
        "order by 1 desc, 2 limit 1"
    )
    top, most = largest / usable, limits["max_user_share"]
    yield Finding(
        "look" if top > most else "fine",
        "events.user_id",
        f"{count(people, 'user')}; the largest has {percent(top)} of the events"
        + (f": above {percent(most)} {user} is left out" if top > most else ""),
        "all marts",
    )
    if inputs.present.get("users") and "users" not in inputs.problems:
        yield from _matched_users(inputs, limits["min_matched_users"])


def _matched_users(inputs: Inputs, least: float) -> Iterator[Finding]:
    both, fewer = inputs.row("""
        with bought as (
            select distinct lower(user_id) as id from events where row_problem is null
        ),
        told as (select distinct match_key as id from users where rejection_reason is null)
        select
            (select count(*) from bought where id in (from told)),
            least((select count(*) from bought), (select count(*) from told))
    """)
    share = both / max(fewer, 1)
    yield Finding(
        "stop" if share < least else "fine",
        "users.user_id",
        f"{count(both, 'user')} of events are in the table of users (least: {percent(least)} of "
        "the smaller of the two)",
        "all marts",
    )


_CHECKS = {"products": _products, "events": _events, "users": _users}
