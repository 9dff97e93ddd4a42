"""Extract WordNet 3.0 into three small Parquet files that the package ships.

Two hold nouns and verbs, the third what is written with a capital ("Jane Austen", "French").

Usage: python scripts/extract_wordnet.py DICT_DIR [OUT_DIR]

DICT_DIR is the folder with the data and index files of WordNet 3.0
(https://wordnet.princeton.edu, or the Debian package wordnet-base).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

OUT_DIR = Path(__file__).parent.parent / "python/hobby_profiles/language/en/data"
PARTS = {"noun": "n", "verb": "v"}
HYPERNYM, DERIVED = "@", "+"
LEAST_CAPITAL_SHARE = 0.6
ADJECTIVE_MARK = "("


def lines(path: Path) -> list[str]:
    """Data lines of a WordNet file: those of its licence are indented."""
    with path.open(encoding="ascii") as file:
        return [line for line in file if not line.startswith("  ")]


def read_synsets(path: Path) -> list[dict[str, object]]:
    """Read a data file; the format is described in the manual page wndb(5WN)."""
    rows = []
    for line in lines(path):
        fields = line.split(" | ")[0].split()
        pointers_at = 4 + 2 * int(fields[3], 16)
        links: dict[str, set[str]] = {HYPERNYM: set(), DERIVED: set()}
        for at in range(pointers_at + 1, pointers_at + 1 + 4 * int(fields[pointers_at]), 4):
            symbol, offset, part = fields[at : at + 3]
            if symbol in links and part in PARTS.values():
                links[symbol].add(part + offset)
        rows.append(
            {
                "synset": fields[2] + fields[0],
                "field": int(fields[1]),
                "hypernyms": sorted(links[HYPERNYM]),
                "derived": sorted(links[DERIVED]),
            }
        )
    return rows


def read_senses(path: Path, part: str) -> list[dict[str, object]]:
    """Read an index file: the synsets of each lemma, the most frequent first."""
    rows = []
    for line in lines(path):
        fields = line.split()
        for rank, offset in enumerate(fields[-int(fields[2]) :], start=1):
            lemma = fields[0].replace("_", " ")
            rows.append({"lemma": lemma, "sense": rank, "synset": part + offset})
    return rows


def read_proper_names(source: Path) -> list[dict[str, object]]:
    """Words and phrases that most of their senses write with a capital, as they are written."""
    written: dict[str, Counter[str]] = {}
    for name in ("noun", "verb", "adj", "adv"):
        for line in lines(source / f"data.{name}"):
            fields = line.split()
            for at in range(4, 4 + 2 * int(fields[3], 16), 2):
                form = fields[at].split(ADJECTIVE_MARK)[0].replace("_", " ")
                written.setdefault(form.lower(), Counter())[form] += 1
    rows = []
    for lemma, forms in written.items():
        form = max(forms, key=lambda form: (forms[form], form))
        capital = sum(count for form, count in forms.items() if form != lemma)
        if form != lemma and capital >= LEAST_CAPITAL_SHARE * forms.total():
            rows.append({"lemma": lemma, "written": form})
    return rows


def main() -> None:
    """Write wordnet_synsets.parquet, wordnet_senses.parquet and wordnet_proper_names.parquet."""
    source = Path(sys.argv[1])
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else OUT_DIR
    synsets, senses = [], []
    for name, part in PARTS.items():
        synsets += read_synsets(source / f"data.{name}")
        senses += read_senses(source / f"index.{name}", part)
    for frame, name, order in [
        (pd.DataFrame(synsets), "wordnet_synsets", ["synset"]),
        (pd.DataFrame(senses), "wordnet_senses", ["lemma", "synset"]),
        (pd.DataFrame(read_proper_names(source)), "wordnet_proper_names", ["lemma"]),
    ]:
        for column in frame.select_dtypes("int64"):
            frame[column] = frame[column].astype("int16")
        path = out / f"{name}.parquet"
        frame.sort_values(order).to_parquet(path, index=False, compression="zstd")
        print(f"{path}: {len(frame):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
