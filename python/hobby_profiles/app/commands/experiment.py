"""``hobby-profiles experiment``: run an experiment, print what came out."""

from __future__ import annotations

from pathlib import Path

import click

from hobby_profiles.core.terminal import program

_RESULTS = Path("experiments/results")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group()
def experiment() -> None:
    """Compare ways to label: input fields, number of labels, prompt, language, labeller."""


@experiment.command()
@click.argument("file", type=_FILE)
@click.option("--cache-dir", type=_FOLDER, default=".hobby_cache", show_default=True)
@click.option("--results-dir", type=_FOLDER, default=_RESULTS, show_default=True)
@click.option("--min-fit-grade", type=click.IntRange(1, 5), default=3, show_default=True)
def run(file: Path, cache_dir: Path, results_dir: Path, min_fit_grade: int) -> None:
    """Run the experiment described in FILE, a YAML file.

    Every variant labels the same sample and is judged by the same judge. The results go to
    RESULTS_DIR as CSV, from where the next `dbt build` takes them into
    marts.hobby__experiment_results; all judged labels go to the cache for reading.
    """
    from hobby_profiles.experiments.results import comparison, write_results
    from hobby_profiles.experiments.run import run_experiment
    from hobby_profiles.experiments.spec import load_experiment

    described = load_experiment(file)
    results, labels = run_experiment(described, cache_dir=cache_dir, min_fit_grade=min_fit_grade)
    path = write_results(results, results_dir)
    labels_path = cache_dir / "experiments" / described.name / "labels.parquet"
    labels.to_parquet(labels_path, index=False)
    click.echo(f"{described.question}\n\n{comparison(results)}\n")
    click.echo(f"Results: {path}. Every judged label: {labels_path}.")


@experiment.command()
@click.argument("names", nargs=-1)
@click.option("--results-dir", type=_FOLDER, default=_RESULTS, show_default=True)
def compare(names: tuple[str, ...], results_dir: Path) -> None:
    """Print the results of the experiments NAMES, or of all that were run."""
    from hobby_profiles.core.errors import InputError
    from hobby_profiles.experiments.results import comparison, read_results

    results = read_results(results_dir)
    known = list(dict.fromkeys(results["experiment_name"]))
    for name in names or known:
        if name not in known:
            raise InputError(
                f"No results of an experiment {name!r} in {str(results_dir)!r}; "
                f"there are: {', '.join(known) or 'none'}. Run it first: "
                f"{program()} experiment run FILE.yml"
            )
        rows = results[results["experiment_name"] == name]
        click.echo(f"{name}, {rows['product_count'].iloc[0]:,} products\n\n{comparison(rows)}\n")
    if not known:
        click.echo(f"No experiment was run yet: {program()} experiment run FILE.yml")
