"""``hobby-profiles personas``: a set of personas of the shop's own."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.app.built import Build, build_options

_TOPICS = """
    select scores.user_id, topics.topic_name, scores.product_count
    from marts.hobby__user_topic_scores as scores
    inner join marts.hobby__topics as topics on scores.topic_id = topics.topic_id
    where topics.is_leaf and not topics.is_sensitive
    order by scores.user_id, topics.topic_name
"""


@click.group()
def personas() -> None:
    """Propose a set of personas of the shop's own."""


@personas.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--count", default=20, show_default=True, type=click.IntRange(2, 60), help="Personas at most."
)
@click.option(
    "--min-users",
    default=20,
    show_default=True,
    type=click.IntRange(1),
    help="Fewer users make no persona.",
)
@build_options
def propose(folder: Path, count: int, min_users: int, build: Build) -> None:
    """Write a set of personas to FOLDER, from topics that the same users have.

    Two files for you to review, rename and cut: hobby__personas.csv and
    hobby__persona_signals.csv. Load them as tables and name these in the settings hobby__personas
    and hobby__persona_signals. Habits such as hunting bargains are no topics: add them by hand.
    """
    from hobby_profiles.app.personas.propose import propose_personas

    with build.opened() as warehouse:
        topics = warehouse.frame(_TOPICS)
    proposed = propose_personas(topics, count, min_users=min_users)
    folder.mkdir(parents=True, exist_ok=True)
    proposed.personas.to_csv(folder / "hobby__personas.csv", index=False)
    proposed.signals.to_csv(folder / "hobby__persona_signals.csv", index=False)
    names = proposed.personas["persona_name"]
    for user_count, name in zip(proposed.user_counts.values(), names, strict=True):
        click.echo(f"{user_count:>7,} users  {name}")
    click.echo(
        f"Wrote {len(proposed.personas)} personas to {folder}. Review them, then name your tables "
        "in hobby__personas and hobby__persona_signals."
    )
