"""The plain forms of an English word: "withdrew" is "withdraw", "copied" is "copy"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

_IRREGULAR = """
be is are was were been being am|have has had having|do does did done|go goes went gone|get
gets got gotten|give gave given|take took taken|make made|come came|bring brought|send sent|
say said|tell told|know knew known|see saw seen|read read|hear heard|learn learnt|find
found|write wrote written|rewrite rewrote rewritten|withdraw withdrew withdrawn|draw drew
drawn|hold held|uphold upheld|withhold withheld|keep kept|leave left|lose lost|let let|put
put|set set|cut cut|hit hit|shut shut|stick stuck|strike struck stricken|stand stood|
understand understood|win won|beat beaten|bear bore borne|break broke broken|speak spoke
spoken|think thought|seek sought|buy bought|sell sold|pay paid|lay laid|lie lay lain|rise
rose risen|fall fell fallen|freeze froze frozen|choose chose chosen|drive drove driven|give
gave given|forget forgot forgotten|run ran run|override overrode overridden|undo undid undone|
forgive forgave|throw threw thrown|grow grew grown|show showed shown|fling flung|sneak snuck|
creep crept|sweep swept|bind bound|wind wound|swear swore sworn|catch caught|feed fed|lead
led|meet met|mean meant|build built|bend bent|lend lent|spend spent|begin began begun|
drink drank|ring rang|sing sang|cede ceded|undergo underwent undergone|undertake undertook
undertaken|overtake overtook|mistake mistook|overwrite overwrote overwritten|redo redid
redone|recast recast|reset reset|outbid outbid|steal stole stolen|tear tore torn|wear wore
worn|hide hid hidden|bite bit bitten|fight fought|teach taught|dig dug|hang hung|sit sat|
spin spun|pen penned|dream dreamt|ride rode ridden|foresee foresaw foreseen|oversee oversaw
overseen|arise arose arisen|become became|overcome overcame|nod nodded|sprinkle sprinkled|
deal dealt|spell spelt|bid bid|slide slid|shoot shot|sell sold|forbid forbade forbidden|bet
bet|split split|cast cast|spread spread|withstand withstood|shrink shrank shrunk|sink sank
sunk|hand handed
"""


@cache
def _plain() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for each in _IRREGULAR.replace("\n", " ").split("|"):
        first, *others = each.split()
        for other in others:
            found.setdefault(other, set()).add(first)
    return {form: frozenset(words) for form, words in found.items()}


@cache
def lemmas(word: str) -> frozenset[str]:
    """Every word that it can be a form of, itself among them."""
    return frozenset({word, *_plain().get(word, ()), *_regular(word)})


def _regular(word: str) -> Iterator[str]:
    if len(word) < 4:
        return
    for ending in ("s", "es", "ed", "d", "ing"):
        if not word.endswith(ending) or word.endswith("ss"):
            continue
        stem = word[: -len(ending)]
        if len(stem) < 2:
            continue
        yield stem
        if ending in {"es", "ed"} and stem.endswith("i"):
            yield f"{stem[:-1]}y"
        if ending in {"ed", "ing"}:
            yield f"{stem}e"
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def is_a_form(word: str, words: frozenset[str]) -> bool:
    """Whether it is a regular form, rightly spelt, of one of these words."""
    return any(
        base in words and word in spelt(base)
        for base in lemmas(word)
        if base != word and base not in _plain_forms()
    )


@cache
def _plain_forms() -> frozenset[str]:
    """The verbs whose past is irregular: "payed" is none of them."""
    return frozenset(base for bases in _plain().values() for base in bases)


def spelt(base: str) -> frozenset[str]:
    """Its regular forms, as they are spelt."""
    ends = "es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return frozenset({f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"})
    if base.endswith("e"):
        return frozenset({f"{base}s", f"{base}d", f"{base[:-1]}ing"})
    short = len(base) <= _SHORT and base[-1] not in "aeiouwxy" and base[-2] in "aeiou"
    doubled = base + base[-1] if short and base[-3:-2] not in "aeiou" else base
    return frozenset({f"{base}{ends}", f"{doubled}ed", f"{doubled}ing"})


_SHORT = 4
