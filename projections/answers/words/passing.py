"""Words that change nothing in a question whose kind and matter stand: tolerated, not understood.

A question that one frame reads but for such words is read without them. None of them denies,
limits, compares or numbers anything, places it in time, says how, in which form or with which mind
somebody did it (orally, promptly, knowingly; tried to, meant to), or names a thing: a noun that
could be one, of the deal or of the world, is never passed over.
"""

from __future__ import annotations

_HOW = """
admittedly altogether arguably briefly clearly definitely demonstrably directly distinctly
especially essentially evidently explicitly expressly firmly fundamentally generally
genuinely honestly incidentally literally meanwhile naturally notably officially openly overall
particularly perfectly personally plainly positively practically precisely presumably probably
quite rather reliably somehow specifically straight supposedly surely technically unambiguously
very widely verifiably provably thereby therefore thus hence furthermore moreover besides
nevertheless nonetheless however whereas pursuant accordingly likewise similarly whatever
whoever around along across away together alongside amid via
"""
_DOING = """
bring brought bringing come comes coming came feel feels felt finding gather give gives gave
giving given go goes going gone went happen happens happened happening keep keeps kept let lets
make makes making occur occurred occurs put puts putting seem seems seemed show shows shown
stand stands stood take takes taking taken took turn turns turned turning use used using work
works worked arrive arrived arrives receive received receives appreciate talk talking deal deals
dealt having being doing reiterate enlighten elaborate elucidate worth
"""
_GENERAL = """
answer basis case chance circumstance circumstances concrete confirmation context detail details
clarity clarification fashion feeling formality gist glance idea impression instance light look
manner matter meaning mind nature occasion outcome part picture piece purpose purposes question
reality regard regards respect respects result sense shape situation something sort stage stages
story subject summary thing things topic type view ways while world earth heaven hell
everything anything shop camp outfit bid business relationship transaction project engagement
negotiation negotiations talks offer offers proposal proposals document documents text paper
papers paperwork agreement contract
"""
_SUCH = """
actual apparent appropriate brief certain clear common entire express formal general good great
happy important interesting key kind main nice obvious official particular plain possible
precise present quick quiet ready real related relevant relating serious significant specific
strange strong sure true wide such own much bit every each else sorry curious glad grateful keen
"""
PASSING = frozenset(f"{_HOW} {_DOING} {_GENERAL} {_SUCH}".split())
