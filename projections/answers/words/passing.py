"""Words that change nothing in a question whose kind and matter stand: tolerated, not understood.

A question that one frame reads but for such words is read without them. None of them denies,
limits, compares or numbers anything, places it in time, or names a thing; a noun that could be a
thing of the deal, or of the world, is never one. What is asked by another kind is none either.
"""

from __future__ import annotations

_HOW = """
absolutely accurately admittedly altogether approximately arguably briefly clearly closely
completely concretely consciously considerably consistently constantly definitely deliberately
demonstrably directly distinctly easily effectively entirely especially essentially evidently
explicitly expressly extensively fairly firmly fully fundamentally generally genuinely honestly
immediately incidentally independently individually instantly intentionally knowingly largely
literally mainly meanwhile naturally notably officially openly orally overall particularly
perfectly personally plainly positively practically precisely presumably primarily privately
probably promptly publicly quite rather readily realistically reasonably reliably
repeatedly safely secretly seriously significantly sincerely slightly somehow somewhat specifically
straight strictly strongly substantially sufficiently supposedly surely technically
thoroughly totally unambiguously verbally very voluntarily wholly widely willingly successfully
rightly wrongly demonstrably visibly physically electronically digitally
verifiably provably tacitly impliedly implicitly thereby therefore thus hence furthermore moreover
besides nevertheless nonetheless however whereas because pursuant accordingly likewise similarly
whatever whoever around along across away together alongside amid despite via several various
"""
_DOING = """
bring brought bringing come comes coming came end ended ends feel feels felt finding gather give
gives gave giving given go goes going gone went happen happens happened happening
keep keeps kept let lets make makes making mean means meant need needs needed occur occurred
occurs put puts putting seem seems seemed show shows shown start started starting stand
stands stood take takes taking taken took tend tends tried tries try trying turn turns
turned turning use used using want wants wanted wish wishes wished work works
worked arrive arrived arrives
receive received receives like likes appreciate supposed
talk talking deal deals dealt having being doing
reiterate enlighten elaborate elucidate
worth able
"""
_GENERAL = """
answer basis case chance circumstance circumstances concrete confirmation context detail details
clarity clarification fashion feeling formality gist glance idea impression instance light look
manner matter meaning mind nature occasion outcome part picture piece purpose purposes
question reality regard regards respect respects result sense shape situation
something sort stage stages story subject summary thing things topic truth type view
ways while world earth heaven hell everything anything
shop camp outfit lot end
deal bid business relationship transaction project engagement negotiation negotiations talks
offer offers proposal proposals document documents text paper papers paperwork agreement contract
"""
_SUCH = """
actual apparent appropriate brief certain clear common definite entire express fair
formal general good great happy important interesting key kind large little main mere nice obvious
official particular plain possible precise present quick quiet ready real related relevant relating
serious short significant simple single slight specific strange strong sure true valid wide
wise such own much many more most least lot lots bit every each either else both same
sorry curious glad grateful keen
"""
PASSING = frozenset(f"{_HOW} {_DOING} {_GENERAL} {_SUCH}".split())
