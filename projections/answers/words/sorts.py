"""Organisations by what they are: "the parish", "the co-op", "the archive", said of one party.

A party is called by an organisation's noun that its name has in any language, or that the deal's
own words give the client: the deal's name, or a clause in which "the parish" has, takes or pays.
Never the seller, nobody where the noun fits two, and nobody where an item or heading has the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from projections.answers.known import Known
from projections.answers.words.phrases import Name
from projections.answers.words.tokens import words

_FORMS = """
town city council municipality = ville commune comune stadt gemeinde gemeente kommune ayuntamiento
  municipio mairie cidade ciudad prefeitura citta miasto gmina stad mesto obec oras varos
  kaupunki linn municipality city town
council = concello concejo rada council
port harbour = portuaria portuaire portuale hafen havn hamn porto puerto port harbour haven satama
museum = museu musee museo museet muzeum museum
foundation = fundacja fundacion fundacao fondation fondazione stiftung stichting foundation saatio
university = universidad universidade universitat universite universita universiteit uniwersytet
  universitas university yliopisto universitet ulikool
hospital = hopital krankenhaus spital ospedale hospital hospitals ziekenhuis szpital sairaala
  sykehus sjukhus kliniken haigla
clinic = clinic clinics clinica clinique klinik klinika
bank = banco banque banca bank
parish = parafia paroquia parroquia paroisse parrocchia pfarrei parochie kogudus seurakunta parish
church = kirche eglise iglesia igreja chiesa kerk kosciol kirkko kirke kyrka church
diocese = diocesis diocese bistum diocesi diecezja bisdom
court courthouse = tribunal justice gericht corte juzgado rechtbank oikeus domstol court
cooperative coop = cooperative cooperativa koperasi spoldzielnia genossenschaft cooperatie
  osuuskunta coop zadruga kooperatif ushirika
archive archives = archief archivo archivio arquivo archiv archiwum arhiiv arkisto arkiv arsip
  archive archives
library = bibliotheque biblioteca bibliotek bibliothek bibliotheek biblioteka raamatukogu kirjasto
  library
metro = metro metropolitano metropolitana
school = ecole escuela escola scuola schule school koulu szkola sekolah shule
college = college kolegium colegio
theatre theater opera = teatro theatre theater teatr teater teatteri opera oper
airport = aeroport aeropuerto aeroporto flughafen lotnisko airport luchthaven
railway = ferrovia ferrocarril railway railways bahn bahnen kolej chemins rail
hotel = hotel hotels hotell albergo
brewery = brewery brauerei brasserie browar birra brouwerij cerveceria
winery = winery bodega bodegas cantina weingut adega
dairy = dairy laiterie molkerei lecheria mleczarnia
mill = mill mills moulin mulino
zoo = zoo zoologico tiergarten
association = association asociacion associacao associazione verein vereniging asbl vzw
  stowarzyszenie yhdistys forening
trust = trust
board = board
alliance = alliance alianza alianca
authority = authority autoridad autoridade autorite
ministry = ministry ministerio ministere ministero ministerium ministerie
institute = institute instituto institut istituto instituut
society = society sociedad sociedade societe
union = union
club = club clube
federation = federation federacion federacao
league = league liga ligue
resort = resort resorts
estate = estate
festival = festival
brigade = brigade brigada
"""
"""Nouns for an organisation, and the words in names that say so, without accents."""


def _read() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    sorts: dict[str, tuple[str, ...]] = {}
    nouns: set[str] = set()
    for line in re.sub(r"\n  ", " ", _FORMS).strip().splitlines():
        said, _, forms = line.partition(" = ")
        nouns |= {*said.split()}
        for form in forms.split():
            sorts[form] = tuple(dict.fromkeys((*sorts.get(form, ()), *said.split())))
    return sorts, frozenset(nouns)


_SORTS, _NOUNS = _read()
_ACTS = (
    "has|have|takes?|pays?|may|shall|must|will|is|are|orders?|keeps?|gets?|receives?|adds?|buys?|"
    "can|does|owes?|bears?|gives?"
)
"""What a party does in a clause."""
_GIVEN = "sold|supplied|granted|leased|lent|charged|invoiced|delivered|given|hired out|let|due"
_DONE = f"{_GIVEN}|paid(?: for)?|provided|fitted|brought|borne|ordered|bought|insured"
_TOLD = re.compile(
    rf"\bthe (?P<acts>[a-z-]+?)s? (?:{_ACTS}|brings?|supplies|provides?|wants?)\b"
    rf"|\b(?:{_DONE}) (?:by|to) the (?P<done>[a-z-]+?)s?\b(?! of\b)"
)
_CAPITAL = re.compile(
    rf"\b(?:{_GIVEN}) to the ([A-Z][^\W\d_]+)\b(?! [A-Z])"
    r"|\b[Tt]he ([A-Z][^\W\d_]+) (?:pays?|buys?|owes?|orders?)\b"
)
"""What a text writes as a name: "sold to the Municipality"."""
_THIRDS = frozenset("court courthouse bank ministry authority board council port harbour".split())
"""To whom something may be paid, or by whom, that is neither side."""
_NO_CLIENT = frozenset(
    "order orders schedule annex appendix agreement contract service services product products "
    "goods works price prices fee fees rate rates list discount rebate term terms offer proposal "
    "quotation party parties supplier seller contractor provider vendor lessor carrier company "
    "manufacturer consultant agent broker partner works equipment system software licence licences "
    "license licenses site sites date delivery period year season clause section article document "
    "documents invoice payment charges volume quantity minimum cap hold union commission register "
    "internet act law code directive regulation euro dollar pound".split()
)


def sorts(known: Known) -> Iterator[tuple[Name, str]]:
    """The parties by what they are: a noun in one or two words, and each party that it fits."""
    found: dict[str, dict[str, None]] = {}
    for id_, party in known.deal.parties.items():
        for noun in _of_name(party.name):
            found.setdefault(noun, {})[id_] = None
    clients = [id_ for id_, party in known.deal.parties.items() if party.role == "client"]
    for noun in _said_of_the_client(known) if len(clients) == 1 else ():
        found.setdefault(noun, {clients[0]: None})
    taken = _taken(known)
    for noun, ids in found.items():
        sells = any(known.deal.parties[id_].role == "seller" for id_ in ids)
        if not (sells or noun in taken):
            yield from ((name, id_) for name in _spelt(noun) for id_ in ids)


def _spelt(noun: str) -> Iterator[Name]:
    yield (noun,)
    if noun == "cooperative":
        yield ("co", "operative")
    if noun == "coop":
        yield ("co", "op")
    if noun in {"hospital", "clinic", "hotel", "school", "museum", "resort", "church"}:
        yield (f"{noun}es" if noun == "church" else f"{noun}s",)


def _of_name(name: str) -> Iterator[str]:
    """The nouns that the words of a name say; "co-operative" is one word."""
    for word in words(re.sub(r"(?i)\bco-op", "coop", name)):
        yield from _SORTS.get(word, ())


def _said_of_the_client(known: Known) -> Iterator[str]:
    """The nouns that the deal's name has, or that act in a clause as a party does."""
    opened = known.deal.opened
    yield from (word for word in words(opened.name if opened else "") if word in _NOUNS)
    clauses = known.deal.clauses.by_id.values()
    texts = " . ".join(
        f"{wording.own_heading or ''} . {wording.text}"
        for each in clauses
        for wording in each.wordings.values()
    )
    for told in _TOLD.finditer(texts.casefold()):
        noun = (told["acts"] or told["done"]).replace("-", "")
        if noun in _NOUNS and not (told["done"] and noun in _THIRDS):
            yield from _SORTS.get(noun, (noun,))
    for pair in _CAPITAL.findall(texts):
        said = words("".join(pair))
        if len(said) == 1 and said[0] not in _NO_CLIENT:
            yield said[0]


def _taken(known: Known) -> frozenset[str]:
    """The words of items and headings: what is called so may be no party."""
    catalogue = known.deal.catalogue
    named = [name for item in catalogue.known for name in catalogue.names(item)]
    for clause in known.deal.clauses.by_id.values():
        headings = (wording.own_heading or "" for wording in clause.wordings.values())
        named += [_TOLD.sub(" ", heading.casefold()) for heading in headings]
    return frozenset(word for name in named for word in words(name))
