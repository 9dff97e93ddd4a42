"""Which labelled texts are kept from learning, so that something is left to measure with."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_ONE_IN = 5


def is_held_out(texts: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which texts nothing learns from: a fifth of all, by a hash of the text alone.

    The recorded labels of such texts of the demo shop are not shipped in the memory, and their
    traps are not learnt from, so labeller and judge can be measured on them.

    Args:
        texts: ``product_name`` and ``category_path``; a missing one counts as empty.

    Returns:
        (n,) whether each text is held out; the same text always is, whatever stands beside it.
    """
    fields = texts[["product_name", "category_path"]].fillna("").astype(str)
    keys = fields["product_name"] + "\n" + fields["category_path"]
    digests = (hashlib.blake2b(key.encode(errors="replace"), digest_size=8) for key in keys)
    return np.array(
        [int.from_bytes(digest.digest(), "big") % _ONE_IN == 0 for digest in digests], dtype=bool
    )
