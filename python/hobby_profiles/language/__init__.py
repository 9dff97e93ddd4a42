"""What is known of a language: stop words, forms of words, classes of words, senses, thesaurus.

Words and phrases enter, their normal forms and senses leave, by ``pack()``; English is the first
language. A Polish stemmer would go into a package ``pl`` beside ``en``, in a class that fills
``base.py``'s `LanguagePack`, and into the table of packs below. Read ``base.py`` first.
"""

from __future__ import annotations

from functools import cache

from hobby_profiles.core.errors import InputError
from hobby_profiles.language.base import LanguagePack
from hobby_profiles.language.thesaurus import Thesaurus

__all__ = ["LanguagePack", "Thesaurus", "pack"]


@cache
def pack(code: str = "en") -> LanguagePack:
    """Return what is known of a language.

    Args:
        code: ISO 639-1 code of a language that has a pack.

    Raises:
        InputError: If there is no pack for the language.
    """
    from hobby_profiles.language.en.pack import English

    packs: dict[str, LanguagePack] = {"en": English()}
    if code not in packs:
        raise InputError(
            f"There is no language pack {code!r}; there is {', '.join(sorted(packs))}. A pack is "
            "a package of hobby_profiles.language that fills the protocol LanguagePack."
        )
    return packs[code]
