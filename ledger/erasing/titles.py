"""A name without what is not a name: titles, and what stands in brackets."""

from __future__ import annotations

import re

_TITLES = frozenset(
    """
    mr mrs ms miss mx sir madam messrs dr prof professor rev esq jr jnr sr snr ii iii iv
    herr frau fr hr dipl dipling univ priv doz
    mme mlle monsieur madame mademoiselle maitre
    sra srta senor senora senorita dna lcdo lcda
    sig sigra signor signora dott dottssa dottore avv
    dhr mevr mw drs fru frk hra
    phd mba msc bsc meng llm llb dphil mphil cpa cfa
    ceo cfo cto coo cpo cro cmo cio ciso vp svp evp
    """.split()
)
"""Folded, in small letters, without their signs: those that are hardly anybody's name."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SIGNS = re.compile(r"[\W_]+")


def is_title(word: str) -> bool:
    """Whether a word of a name, folded, is a title: `Dr.`, `CFO,`, `Dipl.-Ing.`."""
    parts = [each for each in _SIGNS.split(word.casefold()) if each]
    return bool(parts) and ("".join(parts) in _TITLES or all(each in _TITLES for each in parts))


def bare(name: str) -> str:
    """A name, folded, of two words or more without titles and brackets; else as it is.

    `Prof. Dr. Anna Berg (Legal)` is also Anna Berg; `Frau Berg` is left, as Berg may be a word.
    """
    words = [each for each in _BRACKETS.sub(" ", name).split() if not is_title(each)]
    return " ".join(words) if len(words) > 1 else name
