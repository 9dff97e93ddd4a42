"""Where an earlier run stopped: answers that are paid for are read, never bought again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hobby_profiles.llm.items import Item
from hobby_profiles.llm.store.answers import Store
from hobby_profiles.llm.wire.reply import Reply
from hobby_profiles.llm.wire.requests import Outcome, Request, RequestMaker


def read_kept_answers(store: Store, maker: RequestMaker) -> None:
    """Read answers that were kept but, because of a crash, not read to the end.

    A call stays open until each of its items has a final answer, so the calls of items that are
    asked about once more are looked at too, and closed if that has happened.
    """
    for call, outcome in _open_calls(store, maker, {}):
        waiting = {item.key for request in outcome.follow_ups for item in request.items}
        done = waiting <= store.answers(waiting).keys()
        texts = dict.fromkeys(call["item_keys"].split(" "), "")
        store.save_call({**call, "is_settled": int(done)}, outcome.answers, texts)


def open_requests(store: Store, maker: RequestMaker, items: Sequence[Item]) -> list[Request]:
    """Make the requests that are left to send for some items.

    Args:
        store: Knows what was asked before.
        maker: Makes the requests.
        items: Items without a final answer.

    Returns:
        The second asking of items whose first answer could not be used, then fresh requests.
    """
    by_key = {item.key: item for item in items}
    again: list[Request] = []
    for _, outcome in _open_calls(store, maker, by_key):
        for request in outcome.follow_ups:
            rest = request.only(by_key)
            if rest.items:
                again.append(rest)
                for item in rest.items:
                    del by_key[item.key]
    return again + maker.group(list(by_key.values()))


def _open_calls(
    store: Store, maker: RequestMaker, items: Mapping[str, Item]
) -> Iterator[tuple[dict[str, Any], Outcome]]:
    """Read the open calls of this prompt once more."""
    for call in store.unsettled(maker.prompt.purpose):
        if call["prompt_hash"] != maker.prompt.content_hash:
            continue
        asked = tuple(items.get(key) or Item(key, "") for key in call["item_keys"].split(" "))
        reply = Reply(call["status"], text=call["raw_answer"] or "", error=call["error"])
        yield call, maker.settle(reply, Request(asked, call["round"], 1))
