"""People by first name, surname, full name or function; parties by name, part of it, or role.

A name that fits two people is `@people`, a function that nobody holds `@nobody`: from neither can
anything be read. A function that several hold is whose id says VP where "the VP" is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from projections.answers.known import Known
from projections.answers.words.phrases import Name, Names
from projections.answers.words.sorts import sorts
from projections.answers.words.tokens import words
from projections.people import People, people_of

FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "sales": (
        "rep", "sales rep", "salesperson", "sales person", "salesman", "saleswoman", "sales",
        "account executive", "the ae", "our rep", "seller rep",
    ),
    "sales_leadership": (
        "sales leadership", "sales leader", "sales leaders", "head of sales", "sales director",
        "sales chief", "chief of sales", "sales boss",
        "boss of sales",
        "director of sales", "leadership", "cro", "chief revenue officer", "sales management",
        "sales manager", "sales head", "head of the sales",
        "sales lead", "lead of sales",
    ),
    "deal_desk": ("deal desk", "the desk", "pricing desk", "deal desk manager", "dealdesk",
    "deals desk", "deal desk team"),
    "legal": (
        "legal", "legal counsel", "our lawyer", "our lawyers", "the lawyer", "the lawyers",
        "lawyer",
        "lawyers", "legal team", "legal department", "legal dept", "counsel", "general counsel",
        "in house counsel", "in house lawyer", "head of legal", "our counsel", "legal officer",
        "legal affairs", "gc", "solicitor", "our solicitor", "legal people", "the attorney",
        "attorney", "our attorney",
    ),
    "finance": (
        "finance", "finance team", "finance department", "cfo", "controller", "finance director",
        "head of finance", "chief financial officer", "finance manager", "finance chief",
        "treasurer",
    ),
    "engineering": (
        "engineering", "engineer", "engineers", "engineering team", "the engineers",
        "sales engineer", "solutions engineer",
    ),
    "account_management": (
        "account manager", "account management", "account managers", "key account manager",
    ),
    "compliance": (
        "compliance", "compliance officer", "compliance team", "compliance department",
        "head of compliance",
    ),
    "executive": (
        "executive", "ceo", "chief executive", "managing director", "director", "the director",
        "our director", "company director", "board member", "senior executive", "the boss",
        "big boss",
        "the executive", "executive team", "top management", "coo",
    ),
    "client_contact": (
        "client contact", "client s contact", "customer contact", "buyer", "contact at the client",
        "procurement officer",
    ),
    "partner_contact": (
        "partner contact", "partner s contact", "contact at the partner", "partner s person",
        "partner lead",
    ),
}  # fmt: skip
VP = (
    "vp", "vp sales", "vp of sales", "vice president", "sales vp", "vice president of sales",
    "vice president sales", "svp", "evp",
)  # fmt: skip
_BETWEEN = (
    "partner", "broker", "intermediary", "reseller", "adviser", "advisor", "middleman",
    "go between", "consultant", "partner firm", "bid partner", "agent", "buyer s agent",
    "channel partner",
)  # fmt: skip
ROLES: Mapping[str, tuple[str, ...]] = {
    "client": (
        "client", "customer", "clients", "other side", "counterparty", "client side", "purchaser",
        "client people", "client team", "renter", "hirer", "lessee", "customer side",
    ),
    "partner": (*_BETWEEN, *(f"{one}s" for one in _BETWEEN)),
    "seller": ("vendor", "seller", "our company", "our firm", "our house", "supplier"),
}  # fmt: skip
_NICKNAMES = """thomas tom tommy|gregory greg|william will bill|robert rob bob|richard rick rich
elizabeth liz beth lizzie|katherine kate kathy|catherine kate cathy|michael mike|james jim jimmy
joseph joe|jonathan jon|daniel dan danny|david dave|matthew matt|andrew andy drew|anthony tony
christopher chris|nicholas nick nico|alexander alex sasha|alexandra alex sasha|benjamin ben
samuel sam|samantha sam|margaret maggie meg|marguerite maggie|jennifer jen jenny|jessica jess
susan sue|deborah debbie deb|patricia pat|patrick pat paddy|stephen steve|steven steve
edward ed ted|frederick fred|timothy tim|kenneth ken|ronald ron|donald don|gerald gerry jerry
charles charlie|rebecca becky|victoria vicky|philip phil|philippa pippa|theodore ted theo
lawrence larry|leonard len|maximilian max|dashiell dash|tobias toby|hanneke hanne"""
_TITLES = "mr mrs ms miss dr prof"
_FORMS = frozenset(
    "inc ltd llc llp plc gmbh ag bv ab sa sas srl oy as nv co corp limited the and "
    "of de la & kg se".split()
)
_COMMON = frozenset(
    "services service software systems system solutions group holding holdings consulting partners "
    "international regional national global company care data digital media cloud "
    "bid health energy "
    "supplies supply products product trading technologies technology labs lab new "
    "first north south "
    "east west city home house office support language general united american european british "
    "rental planning media foods food lifting regional brokers "
    "industries industrial management procurement scientific lifting hospitality "
    "terminals terminal "
    "network networks works order deal price authority record records file document signature"
    " change agreement contract term terms clause offer proposal".split()
)
DUAL = frozenset(
    "may will price mark grant bill rich frank rose grace chase art rob sue pat drew dean reed "
    "hope faith joy april june august summer page read cash bond law case sage drew short long "
    "young black white brown green gray stone wood woods hill field rivers lane banks fields bell "
    "king bishop price cost marsh frost pierce sharp wise noble penny dale glen cliff miles victor "
    "earnest ernest max guy ward ray jack skip trip chip pierce dash "
    "said counsel moment novel".split()
)
"""Names that are words, too: people only where a person can stand."""


@dataclass
class Peopled:
    """Everybody by name. `holders` are the people of each function, `party_of` their parties."""

    names: Names = field(default_factory=Names)
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    party_of: Mapping[str, str] = field(default_factory=dict)
    party_words: frozenset[str] = frozenset()
    client: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    seller: tuple[str, ...] = ()

    def is_own(self, person: str) -> bool:
        """Whether somebody is one of the seller's people."""
        return self.party_of.get(person) in self.seller


def peopled(known: Known) -> Peopled:
    """The people and parties of a deal, by every name under which they go."""
    deal = known.deal
    people = people_of(deal)
    found = Peopled()
    holders: dict[str, dict[str, None]] = defaultdict(dict)
    for id_, assigned in deal.participants.items():
        holders[assigned.function][people.canonical(id_)] = None
    found.holders = {function: tuple(ids) for function, ids in holders.items()}
    found.party_of = {id_: assigned.party for id_, assigned in deal.participants.items()}
    _add_persons(found.names, known, people)
    _add_parties(found.names, known)
    for noun, party_id in sorts(known):
        if not found.names.of(noun, "party"):
            found.names.add(noun, "sort", party_id)
    _add_roles(found, known)
    spelt = (words(party.name) for party in deal.parties.values())
    found.party_words = frozenset(word for name in spelt for word in name if word not in _FORMS)
    for function, names in FUNCTIONS.items():
        for name in names:
            found.names.add(tuple(name.replace(" s ", " 's ").split()), "function", function)
    for name in VP:
        found.names.add(tuple(name.split()), "function", "vp")
    return found


def _add_persons(names: Names, known: Known, people: People) -> None:
    nick = _nicknames()
    for id_ in sorted(known.persons):
        if id_.startswith("system:"):
            continue
        person = people.canonical(id_)
        assigned = known.deal.participants.get(id_)
        spelt = words(assigned.name) if assigned else ()
        for name in {*_parts(spelt), *_of_id(id_)}:
            names.add(name, "person", person)
        for first in spelt[:1]:
            for other in nick.get(first, ()):
                names.add((other,), "person", person)
                names.add((other, *spelt[1:]), "person", person)
        for title in _TITLES.split():
            for part in _parts(spelt) if len(spelt) > 1 else (spelt,):
                if part and part != spelt[:1]:
                    names.add((title, *part), "person", person)


def _nicknames() -> dict[str, tuple[str, ...]]:
    groups = (group.split() for line in _NICKNAMES.splitlines() for group in line.split("|"))
    return {group[0]: tuple(group[1:]) for group in groups}


def _parts(spelt: Name) -> Iterator[Name]:
    """The whole name, the first name, the surname with and without what stands before it."""
    if not spelt:
        return
    yield spelt
    yield spelt[:1]
    if len(spelt) > 1:
        yield spelt[-1:]
        yield (spelt[0], spelt[-1])
    for at in range(1, len(spelt) - 1):
        yield spelt[at:]
        yield spelt[: at + 1]


def _of_id(id_: str) -> Iterator[Name]:
    """An id as it is written, and as words: `vp-sales`, `counsel`, the tom of `b.tom`."""
    local = id_.partition("@")[0]
    parts = tuple(part for part in words(local.replace(".", " ").replace("-", " ")) if part)
    yield (id_.casefold(),)
    if len(parts) > 1 and "." not in local:
        yield parts
    for part in parts[-1:]:
        if len(part) > 2 and part.isalpha() and ("." in local or len(parts) == 1):
            yield (part,)


def _add_parties(names: Names, known: Known) -> None:
    for id_, party in known.deal.parties.items():
        spelt = tuple(word for word in words(party.name))
        whole = tuple(word for word in spelt if word not in _FORMS)
        for name in (spelt, whole, *_of_id(id_), *_own_ids(id_)):
            names.add(name, "party", id_)
    shared: dict[Name, set[str]] = defaultdict(set)
    for id_, party in known.deal.parties.items():
        for part in _of_party(words(party.name)):
            shared[part].add(id_)
    for part, ids in shared.items():
        own = {id_ for id_ in ids if known.deal.parties[id_].role != "other"}
        one = ids if len(ids) == 1 else own if len(part) > 1 else _head(ids, known)
        if len(one) == 1 and not names.of(part, "party"):
            names.add(part, "party", next(iter(one)))
    for name, id_ in _by_country(known):
        names.add(name, "party", id_)


def _head(ids: set[str], known: Known) -> set[str]:
    """The one to which all others of these parties belong: its own name is the group's."""
    parent = {id_: known.deal.parties[id_].parent for id_ in ids}
    return {id_ for id_ in ids if all(parent[each] == id_ for each in ids - {id_})}


def _of_party(spelt: Name) -> Iterator[Name]:
    """The parts of a party's name that tell more than what sort of house it is."""
    whole = tuple(word for word in spelt if word not in _FORMS)
    for begin, end in combinations(range(len(whole) + 1), 2):
        part = whole[begin:end]
        if len(part) > 1:
            yield part
        elif not (part[0] in _COMMON or len(part[0]) < 3):
            yield part
            if part[0].endswith("s") and len(part[0]) > 4:
                yield (part[0][:-1],)  # the hotel, of Saltmarsh Hotels
            if part[0].endswith("ing"):
                yield (f"{part[0][:-3]}er",)  # of Osprey Broadcasting
    for begin, end in combinations(range(len(spelt) + 1), 2):
        part = spelt[begin:end]
        if {*part} & _FORMS and not {part[0], part[-1]} & _FORMS:
            yield part


def _by_country(known: Known) -> Iterator[tuple[Name, str]]:
    """The parties of a country by who lives there: "the Irish", "the Irish subsidiary"."""
    for id_, party in known.deal.parties.items():
        for word in words(party.name):
            if word in _INHABITANTS:
                yield (_INHABITANTS[word],), id_
                yield from (((_INHABITANTS[word], unit), id_) for unit in _UNITS)


_UNITS = "subsidiary company entity arm affiliate branch office business sister unit".split()
_INHABITANTS = dict(
    pair.split("=")
    for pair in (
        "ireland=irish germany=german france=french italy=italian spain=spanish "
        "portugal=portuguese "
        "austria=austrian switzerland=swiss belgium=belgian netherlands=dutch holland=dutch "
        "denmark=danish sweden=swedish norway=norwegian finland=finnish iceland=icelandic "
        "poland=polish hungary=hungarian romania=romanian greece=greek turkey=turkish "
        "scotland=scottish wales=welsh england=english britain=british uk=british us=american "
        "usa=american america=american canada=canadian mexico=mexican brazil=brazilian "
        "argentina=argentine chile=chilean india=indian china=chinese japan=japanese korea=korean "
        "australia=australian europe=european asia=asian africa=african singapore=singaporean"
    ).split()
)
"""Of Helix Harbor Ireland: the Irish, the Irish subsidiary."""


def _own_ids(id_: str) -> Iterator[Name]:
    yield words(id_.replace("-", " ").replace(".", " "))


def _add_roles(found: Peopled, known: Known) -> None:
    by_role: dict[str, list[str]] = defaultdict(list)
    for id_, party in known.deal.parties.items():
        by_role[party.role].append(id_)
    opened = known.deal.opened
    clients = [opened.client] if opened else by_role["client"]
    found.client = tuple(id_ for id_ in clients if id_ in known.parties)
    found.partner, found.seller = tuple(by_role["partner"]), tuple(by_role["seller"])
    for role, spelt in ROLES.items():
        for name in spelt:
            found.names.add(tuple(name.replace(" s ", " 's ").split()), "role", role)


def function_of(found: Peopled, function: str, parties: Iterable[str] = ()) -> tuple[str, ...]:
    """Who holds a function; of these parties, if named, else of the seller's, if anybody does."""
    if function == "vp":
        leaders = found.holders.get("sales_leadership", ())
        said = tuple(id_ for id_ in leaders if "vp" in words(id_.replace(".", " ")))
        return said if len(leaders) > 1 and said else leaders
    held = found.holders.get(function, ())
    asked = tuple(parties)
    if asked:
        return tuple(id_ for id_ in held if found.party_of.get(id_) in asked)
    own = tuple(id_ for id_ in held if found.party_of.get(id_) in found.seller)
    return own or held
