"""Runs the speed measurements and writes target/bench.json: ``python -m bench [NAME ...]``."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

#: Measurements by name: module whose ``run(folder)`` returns figures that go into JSON.
BENCHES = {
    "explorer": "bench.explorer",
    "explorer_large": "bench.explorer_large",
    "growth": "bench.scale.growth",
    "llm": "bench.llm",
    "llm_estimate": "bench.llm_estimate",
    "models": "bench.models",
    "nights": "bench.nights",
    "personas": "bench.personas",
    "plans": "bench.plans",
    "product_side": "bench.scale.product_side",
    "profiles": "bench.profiles",
    "spark": "bench.scale.spark",
    "taxonomy_merge": "bench.taxonomy_merge",
    "taxonomy_tree": "bench.taxonomy_tree",
}
FOLDER = Path(__file__).parents[1] / "target" / "bench"


def main(names: list[str]) -> None:
    """Runs the named measurements, all without a name, and keeps the figures of the others."""
    unknown = sorted(set(names) - set(BENCHES))
    if unknown:
        sys.exit(f"No measurement is called {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
    path = FOLDER.parent / "bench.json"
    figures: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    for name in names or BENCHES:
        figures[name] = importlib.import_module(BENCHES[name]).run(FOLDER / name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    print(json.dumps(figures, indent=2, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])
