"""Curation: what of the taxonomy is in doubt, decided by a click, and taken back by another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from hobby_profiles.core.errors import InputError
from hobby_profiles.explorer.links import asked, link
from hobby_profiles.explorer.readings import curation
from hobby_profiles.explorer.shown.parts import heading, section, table
from hobby_profiles.explorer.shown.text import clean, plain
from hobby_profiles.explorer.state import Shop, shop
from hobby_profiles.explorer.written import overrides
from hobby_profiles.explorer.written.files import Rows

_LISTS = {
    "misplaced": (
        "Misplaced topics",
        "Leaves whose neighbours in meaning stand under another topic: there and here are shares "
        "of nearness to leaves there, and beside it.",
    ),
    "names": ("Odd names", "Topics whose names fit least what is in them."),
    "one": ("Nearly one topic", "Pairs of leaves that mean nearly the same, and are two."),
    "merges": ("Doubtful merges", "Labels that were merged into a topic with least certainty."),
    "decided": ("Decided", "What people decided, who and when. dbt reads it at the next build."),
}
_APART = "The label starts a topic of its own."
_PINNED = "The topic keeps its name and place in rebuilds."


def show() -> None:
    """Show the topic that the address names, or the lists of what is in doubt."""
    found = shop()
    if "done" in st.session_state:
        st.success(plain(st.session_state.pop("done")), icon=":material/check:")
    wanted = asked("topic")
    key = f"decide {wanted}"
    st.text_input(
        "Decide about a topic",
        wanted,
        placeholder="name, path or key, in full",
        key=key,
        type="search",
        on_change=_ask_again,
        args=(key,),
    )
    if wanted:
        # A link within a page leaves the address in the browser as it was.
        st.query_params.from_dict({"topic": wanted})
        _one(found, wanted)
        return
    chosen = st.segmented_control(
        "In doubt",
        list(_LISTS),
        default=next(iter(_LISTS)),
        required=True,
        format_func=lambda key: _LISTS[key][0],
        key="list",
        bind="query-params",
    )
    name = chosen or next(iter(_LISTS))
    section(*_LISTS[name])
    {
        "misplaced": _misplaced,
        "names": _odd_names,
        "one": _nearly_one,
        "merges": _doubtful,
        "decided": _decided,
    }[name](found)


def _ask_again(key: str) -> None:
    wanted = str(st.session_state[key] or "").strip()
    st.query_params.from_dict({"topic": wanted} if wanted else {})


def _one(found: Shop, wanted: str) -> None:
    rows = curation.read_named(found.warehouse, wanted)
    if not rows:
        st.warning(f"No topic is called {plain(wanted)}.", icon=":material/search_off:")
        return
    if len(rows) > 1:
        st.info("Several topics are called so. Choose one.")
        for row in rows:
            link("curation", row.topic_path, topic=row.topic_id)
        return
    [topic] = rows
    link("curation", "All that is in doubt")
    heading(topic.topic_name, topic.topic_path)
    link("topics", "All that is known of it", topic=topic.topic_id)
    with st.form("one"):
        action = st.radio(
            "What to do",
            ["rename", "move", "merge", "hide", "pin"],
            captions=[
                "give it another name; its key stays",
                "put it under another topic, or 'top'",
                "its labels go to another topic of its kind",
                "it leaves the tree with all below",
                "it is right: keep its name and place in rebuilds",
            ],
        )
        target = st.text_input(
            "New name, or the other topic", placeholder="for rename, move, merge"
        )
        pressed = st.form_submit_button("Decide", type="primary")
    path = found.options.overrides
    labels = curation.read_labels_of(found.warehouse, topic.topic_id)
    about = {topic.topic_id, *labels["label"]}
    known = [row for row in overrides.decisions(path) if row["topic"] in about]
    if known:
        _undoable("Decided about it", path, known)
    if pressed:
        words = str(topic.topic_name)
        if action in ("move", "merge") and target.strip() != "top":
            others = curation.read_named(found.warehouse, target.strip())
            if len(others) != 1:
                raise InputError(
                    f"{len(others)} topics are called {target!r}. Give the path or the key of one."
                )
            words += f" to {others[0].topic_path}"
            target = others[0].topic_id
        _decide(found, str(action), topic.topic_id, target, words)
    _labels(found, _undecided(labels, found))


def _labels(found: Shop, labels: pd.DataFrame) -> None:
    row = _chosen(labels, lambda row: str(row["label"]), "label")
    if row is not None:
        st.caption("A label that does not belong here leaves it, or is blocked everywhere.")
        _about_label(found, row)
        table(labels, "", "labels")


def _misplaced(found: Shop) -> None:
    frame = _open(curation.read_misplaced(found.warehouse), found)
    row = _chosen(frame, lambda row: f"{row['topic_path']}  →  {row['target_path']}")
    if row is not None:
        words = f"{row['topic_path']} to {row['target_path']}"
        _buttons(found, row, ("move", "Move it there", str(row["target_id"]), words))
    shown = frame[["topic_path", "target_path", "there", "here"]]
    table(shown, "No topic stands apart from its like.", "misplaced")


def _odd_names(found: Shop) -> None:
    frame = _open(curation.read_odd_names(found.warehouse), found)
    row = _chosen(frame, lambda row: str(row["topic_path"]))
    if row is not None:
        name = st.text_input("Better name", key=f"name {row['topic_id']}")
        words = str(row["topic_path"])
        _buttons(found, row, ("rename", "Rename it", name, words))
    table(frame.drop(columns=["topic_id"]), "All names fit.", "odd")


def _nearly_one(found: Shop) -> None:
    frame = _open(curation.read_nearly_one(found.warehouse), found)
    row = _chosen(frame, lambda row: f"{row['topic_path']}  =  {row['target_path']}")
    if row is not None:
        words = f"{row['topic_path']} to {row['target_path']}"
        _buttons(found, row, ("merge", "Merge them", str(row["target_id"]), words))
    shown = frame[["topic_path", "target_path", "cosine"]]
    table(shown, "No two topics mean nearly the same.", "nearly")


def _doubtful(found: Shop) -> None:
    frame = _open(_undecided(curation.read_doubtful_merges(found.warehouse), found), found)
    row = _chosen(frame, lambda row: f"{row['label']}  =  {row['topic_path']}")
    if row is not None:
        _about_label(found, row)
        with st.container(horizontal=True, vertical_alignment="center"):
            topic_id = str(row["topic_id"])
            if st.button("Right as it is", help=_PINNED, key="pin"):
                _decide(found, "pin", topic_id, "", str(row["topic_path"]))
            link("curation", "Decide about the topic", topic=topic_id)
    table(frame.drop(columns=["topic_id", "topic_label"]), "Every merge is sure.", "doubtful")


def _undecided(labels: pd.DataFrame, found: Shop) -> pd.DataFrame:
    decided = overrides.decided_labels(found.options.overrides, found.options.blocked_labels)
    return labels[~labels["label"].isin(decided)]


def _about_label(found: Shop, row: pd.Series) -> None:
    label, stands = str(row["label"]), str(row["topic_label"])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if label != stands and st.button("Tell them apart", help=_APART):
            _decide(found, "split", label, stands, f"{label} from {stands}")
        category = st.selectbox("It is a", overrides.CATEGORIES, width=220)
        if st.button("Block the label", icon=":material/block:"):
            given = found.options
            _done(overrides.block(given.blocked_labels, label, category, given.who))


def _decided(found: Shop) -> None:
    topics, labels = found.options.overrides, found.options.blocked_labels
    _undoable("Topics", topics, overrides.decisions(topics))
    _undoable("Blocked labels", labels, overrides.own_blocks(labels))


def _undoable(title: str, path: Path, rows: Rows) -> None:
    st.caption(f"{title}, in {plain(path)}")
    frame = pd.DataFrame(rows)
    row = _chosen(frame, lambda row: " · ".join(map(str, row)), title)
    if row is not None and st.button("Undo", icon=":material/undo:", key=f"undo {title}"):
        overrides.undo(path, {str(name): str(cell) for name, cell in row.items()})
        _done("Taken back.")
    table(frame, "Nothing is decided yet.", f"decided {title}")


def _chosen(
    frame: pd.DataFrame, called: Callable[[pd.Series], str], key: str = "row"
) -> pd.Series | None:
    if frame.empty:
        return None
    names = [clean(called(row)) for _, row in frame.iterrows()]
    said = "One of its labels" if key == "label" else "Decide about"
    places = range(len(frame))
    place = st.selectbox(said, places, format_func=lambda place: names[place], key=f"pick {key}")
    return frame.iloc[place]


def _open(frame: pd.DataFrame, found: Shop) -> pd.DataFrame:
    """Leave out what is decided already."""
    decided = {row["topic"] for row in overrides.decisions(found.options.overrides)}
    return frame[~frame["topic_id"].isin(decided)].reset_index(drop=True)


def _buttons(found: Shop, row: pd.Series, asked_for: tuple[str, str, str, str]) -> None:
    action, label, target, words = asked_for
    topic_id = str(row["topic_id"])
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(label, type="primary", key="decide"):
            _decide(found, action, topic_id, target, words)
        if st.button("Right as it is", help=_PINNED, key="pin"):
            _decide(found, "pin", topic_id, "", str(row["topic_path"]))
        link("topics", "Look at it", topic=topic_id)


def _decide(found: Shop, action: str, topic_id: str, target: str, words: str) -> None:
    given = found.options
    _done(overrides.decide(given.overrides, action, topic_id, target, given.who, words))


def _done(words: str) -> None:
    st.session_state["done"] = words
    st.rerun()
