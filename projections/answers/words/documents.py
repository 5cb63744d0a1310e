"""Documents by id, written as it is or in words; the order form and the master agreement too."""

from __future__ import annotations

from collections import defaultdict

from projections.answers.known import Known
from projections.answers.words.phrases import Name, Names
from projections.answers.words.tokens import words

_USUAL = {
    "order": ("order form", "order document", "order form itself"),
    "msa": (
        "master agreement", "master services agreement", "master service agreement", "msa",
        "framework agreement", "framework contract", "master contract", "main agreement",
        "the master agreement",
        "the master services agreement", "the master contract",
        "the master", "master terms",
    ),
    "dpa": ("data processing agreement", "dpa"),
    "sow": ("statement of work", "sow"),
    "sla": ("service level agreement",),
    "nda": ("non disclosure agreement", "nda"),
}  # fmt: skip
_SHORT = {"terms": ("terms and conditions", "t&cs", "t&c")}


def names_of(known: Known) -> Names:
    """The names of the deal's documents."""
    names = Names()
    heads: dict[Name, set[str]] = defaultdict(set)
    for id_ in sorted(known.documents):
        spelt = words(id_.replace("-", " ").replace(".", " "))
        local = id_.casefold()
        names.add((local,), "document", id_) if local != "order" else None
        for usual in _USUAL.get(local, ()) or ((" ".join(spelt),) if local != "order" else ()):
            names.add(tuple(usual.split()), "document", id_)
        if local.startswith("master"):
            for usual in _USUAL["msa"]:
                names.add(tuple(usual.split()), "document", id_)
        if local in {"order-form", "orderform"}:
            for usual in _USUAL["order"]:
                names.add(tuple(usual.split()), "document", id_)
        if local in {"general-terms", "terms", "gtc", "general-conditions"}:
            for usual in (*_SHORT["terms"], "general terms and conditions", "general conditions"):
                names.add(tuple(usual.split()), "document", id_)
        if len(spelt) == 2 and spelt[0] in {"schedule", "annex", "appendix", "exhibit", "annexe"}:
            heads[spelt[:1]].add(id_)
            names.add(
                (spelt[0][:3] if spelt[0] == "schedule" else spelt[0], spelt[1]), "document", id_
            )
            names.add((f"{spelt[0]}{spelt[1]}",), "document", id_)
            names.add((spelt[0], "no", spelt[1]), "document", id_)
    for head, ids in heads.items():
        if len(ids) == 1:
            names.add(head, "document", next(iter(ids)))
    return names
