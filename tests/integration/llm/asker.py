"""A process that asks about many items; the tests kill it, interrupt it, or start two of it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hobby_profiles.core.errors import HobbyProfilesError
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.settings import LlmSettings
from tests.integration.llm.model import VARIABLES, sample_items


def main() -> None:
    """Ask for grades and print how many items got one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--prices", type=Path, required=True)
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--concurrency", type=int, default=20)
    parser.add_argument("--timeout", type=float, default=30.0)
    options = parser.parse_args()
    settings = LlmSettings(
        cache_dir=options.cache,
        llm_base_url=options.url,
        llm_max_concurrency=options.concurrency,
        llm_timeout_seconds=options.timeout,
        llm_prices_file=options.prices,
        llm_max_cost_usd=100,
    )
    rows = sample_items("judge", options.items)
    try:
        answers = LanguageModel(settings).ask("judge", rows, VARIABLES["judge"])
    except HobbyProfilesError as error:
        print(json.dumps({"error": str(error), "kind": type(error).__name__}))
        sys.exit(1)
    print(json.dumps({"ok": sum(answer.status == "ok" for answer in answers)}))


if __name__ == "__main__":
    main()
