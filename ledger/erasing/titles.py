"""A name without what is not a name: titles, what stands in brackets, and `von der`."""

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
_PARTICLES = frozenset(
    """
    von vom zu zum zur und van vander der den dem het ten ter te af av och
    de del della dello degli dei di da do dos das du des la le las los el y e et
    """.split()
)
"""What leads to a family name, folded, in small letters; hardly anybody says all of it."""
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


def telling(name: str) -> str:
    """A name, folded, without what leads to its family name: Karl Heide, of Karl von der Heide.

    That is in small letters, or within the name: Anna Das and Van Ly are called so. As it is where
    nothing else would be left.
    """
    words = name.split()
    last = len(words) - 1
    kept = [
        word
        for at, word in enumerate(words)
        if word.casefold() not in _PARTICLES or not (word.islower() or 0 < at < last)
    ]
    return " ".join(kept) or name
