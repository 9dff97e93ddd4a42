"""Nothing that is read from disk can run: no pickle, no joblib, no numpy objects."""

from __future__ import annotations

import re
from pathlib import Path

import hobby_profiles

PACKAGE = Path(hobby_profiles.__file__).parent
FORBIDDEN = re.compile(
    r"\b(?:pickle|cPickle|cloudpickle|dill|joblib|shelve|marshal)\b|allow_pickle=True"
    r"|\btorch\.load\(|\bread_pickle\("
)
LOADS = re.compile(r"\bnp\.load\((?P<arguments>[^)]*)\)")


def offences(folder: Path) -> list[str]:
    found = []
    for file in sorted(folder.rglob("*.py")):
        text = file.read_text()
        for number, line in enumerate(text.splitlines(), 1):
            if FORBIDDEN.search(line.replace("allow_pickle=False", "")):
                found.append(f"{file.name}:{number}: {line.strip()}")
        for load in LOADS.finditer(text):
            if "allow_pickle=False" not in load["arguments"]:
                found.append(f"{file.name}: {load.group()}")
    return found


def test_the_package_loads_nothing_that_can_run():
    assert offences(PACKAGE) == []


def test_the_models_load_nothing_that_can_run():
    assert offences(PACKAGE.parents[1] / "models") == []


def test_the_search_finds_what_it_looks_for(tmp_path: Path):
    lines = [
        "import joblib",
        "ranker = pickle.load(stream)",
        "arrays = np.load(file)",
        "arrays = np.load(file, allow_pickle=True)",
        "frame = pd.read_pickle(file)",
    ]
    for number, line in enumerate(lines):
        (tmp_path / f"m{number}.py").write_text(line + "\n")
    assert len({offence.split(":")[0] for offence in offences(tmp_path)}) == len(lines)
