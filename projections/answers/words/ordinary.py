"""Ordinary words: what a second pass passes over, and what no reading ever does.

The kind and what it needs are found by their own words; of the rest, a word is passed over when it
stands here, or is an adverb of manner. None of these denies, limits, compares, numbers or dates
anything, none says that something was only tried, feared or pretended, and none is a thing that a
term could cover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from projections.answers.words.common import COMMON
from projections.answers.words.line import BREAK, Line, Token

_TALK = """
ask asks asked asking answer answers argument arguments chat comment comments debate figure figures
guess query queries question questions recall remember talk talks wonder wondering worry note notes
seem seemed looks sounds establish establishes determine determines ascertain clarify verify check
checks checking understand understanding
"""
_PEOPLE = """
anyone anybody someone somebody everyone everybody people person folks guys team teams party parties
side sides man woman individual individuals
"""
_ABSTRACT = """
account approach aspect aspects attention background behaviour business circumstances conclusion
concern connection consideration content contents conversation course development
difference discussion effect entirety event events evidence exchange exercise exact extent
facts fact far file focus form front ground grounds hand hands head heart information
instance intention interest issue issues kind knowledge lead letter level line list look lot lots
manner matter matters meeting meetings mess minute moment name names need negotiating note
notes nature number object occasion opportunity origin origins paper papers part parts passage
phase picture piece place places point points position possession process progress proof purpose
question reader reason reasons record records regard relation rest result role round rounds row
run saga scene sequence sense session side sign signs situation sort source space spot stage stages
standing state status step steps stretch subject substance suspicion table text thing
things time times timeline timing topic trace turn turns use version view views way ways
whole word words work wording world call calls history bottom top detail
details specifics ins outs lifetime life lifespan sentence sentences copy copies page pages screen
email mail message messages letter negotiation negotiations talks deal deals bid offer proposal
contract agreement contracts agreements document documents paperwork transaction arrangement
engagement relationship project package draft drafts dispute disputes quarrel disagreement
"""
_LIGHT = """
add become becomes became bring call called came come comes coming
contain contains cross deal deals do doing done draw enter exist exists existed
fall fell find finds found follow follows followed get gets getting give gives given go goes going
gone got happen happens happened have having hold holds held keep keeps kept land lay lead leave
left let lets lie lies live make makes making made mean means meant move obtain occur occurred
open pass pick place play point produce put puts reach read reads receive refer refers relate
relates relating remain remains run runs see seems serve set settle shape show shows sit sits sort
stand stands stay stays stem take takes taken taking turn turns turned
use used using want wants wanted wanting went work works working wound need needs needed needing
manage manages managed bother bothered care cared happened chance chanced choose chose chosen
decide decided deciding  dig digging look looked looking trace tracing
pin pinning nail piece settle settling arise arose arises cite cites cited quote quotes quoted
prepare prepared preparing drafting writing write wrote written concern concerns concerned
involve involves matter matters expect expects expected intend intends intended mattered
"""
_SUCH = """
able accurate actual appropriate available aware awkward bad basic big bloody blunt brief bright
broad careful certain clear close cold common complete concerned concrete confused convenient
correct critical crucial curious current damn decent deep definite definitive detailed different
difficult direct disputed due eager easy entire essential evident exact express fair false famous
final fine fresh full fundamental funny general genuine glad good grateful great handy happy hard
helpful honest hot huge immediate important infamous interesting internal keen key last latest
little live long main major mere minor mistaken near necessary neat nice notorious obvious odd
dumb official old open ordinary original own particular peculiar perfect pertinent plain pleased
pointed possible precise prepared present pressing principal proper quick quiet rather ready real
recent relevant remarkable right rough routine sad same serious sharp short significant silly
simple single small solid sorry sound specific steady straight strange strict strong sudden
suitable supposed sure surprising surprised tedious tiny total tough tricky true typical unclear
uneasy unsure urgent useful usual vague valid vital warm weird well whole wide wonderful wrong
alleged so-called precious fateful blessed contentious controversial dreaded offending contested
ominous troublesome ill fated much-discussed underlying overarching respective said aforesaid
aforementioned abovementioned mentioned-above given named relied-on final-form
"""
_JOINING = """
about above across again against ahead all along already also although altogether always among and
another any anyhow anyway apart around as aside at away back because behind below beneath beside
besides both but by concerning despite during each either else enough especially even ever every
everything everywhere far few first for forth from further hence here how however i if in indeed
inside instead into it its itself just later lest likewise maybe me meanwhile moreover my
myself near nevertheless next nonetheless now of off oh ok okay on once onto or other otherwise
ought our ours out over own past per perhaps please plus quite rather really regarding s since so
some something somehow somewhere sometime sometimes soon still such than thanks that the their
them then there thereafter thereby therefore these they this those though through throughout thus
to together too toward towards under underneath until up upon us very via was we well were what
whatever when whenever where whereas wherever whether which while who whoever whole whom whose why
with within yes yet you your yours
exactly frankly honestly kindly seriously anymore lot bit little much many more most thing
today nowadays lately recently presently currently eventually finally initially
originally specifically earlier afterwards beforehand overnight
"""
_TALKED = """
stuff stuffed hang wise fully bit bits thing gist crux nub nitty gritty hook table upset cross
annoyed unhappy nervous keen adamant bother fuss drama mystery puzzle puzzled puzzles baffled
wondering scratching heads wise-ish describe describes described  fine nope yep
"""
_MINUS = """
up down out off away over back through against under aside apart round around past
who whom whose what when where why how which whoever whatever whenever wherever whichever
against enough few first instead later least many more most than other otherwise past since until
while during before earlier afterwards beforehand within without unless except only yesterday
recently lately under above below beneath next if ought soon throughout initially originally last
once per old recent latest new different same single partial complete total full final further
another else like than own number level limit
"""
PASSING = frozenset(
    """
admittedly altogether arguably briefly clearly definitely demonstrably directly distinctly
especially essentially evidently explicitly expressly firmly fundamentally generally genuinely
honestly incidentally literally meanwhile naturally notably officially openly overall particularly
perfectly personally plainly positively practically precisely presumably probably quite rather
reliably somehow specifically straight supposedly surely technically unambiguously very widely
verifiably provably thereby therefore thus hence furthermore moreover besides nevertheless
nonetheless however whereas pursuant accordingly likewise similarly whatever whoever around along
across away together alongside amid via bring brought bringing come comes coming came feel feels
felt finding gather give gives gave giving given go goes going gone went happen happens happened
happening keep keeps kept let lets make makes making occur occurred occurs put puts putting seem
seems seemed show shows shown stand stands stood take takes taking taken took turn turns turned
turning use used using work works worked arrive arrived arrives receive received receives appreciate
talk talking deal deals dealt having being doing reiterate enlighten elaborate elucidate worth
answer basis case chance circumstance circumstances concrete confirmation context detail details
clarity clarification fashion feeling formality gist glance idea impression instance light look
manner matter meaning mind nature occasion outcome part picture piece purpose purposes question
reality regard regards respect respects result sense shape situation something sort stage stages
story subject summary thing things topic type view ways while world earth heaven hell everything
anything shop camp outfit bid business relationship transaction project engagement negotiation
negotiations talks offer offers proposal proposals document documents text paper papers paperwork
agreement contract actual apparent appropriate brief certain clear common entire express formal
general good great happy important interesting key kind main nice obvious official particular plain
possible precise present quick quiet ready real related relevant relating serious significant
specific strange strong sure true wide such own much bit every each else sorry curious glad grateful
keen
""".split()
)
"""What is said in passing of any question: adverbs of manner, light verbs, nouns of talk."""
_WORDS = f"{_TALK} {_PEOPLE} {_ABSTRACT} {_LIGHT} {_SUCH} {_JOINING} {_TALKED}"
ORDINARY = (frozenset(_WORDS.split()) - frozenset(_MINUS.split())) | PASSING

LIMITS = frozenset(
    """
only except excepting unless without besides apart instead rather save solely exclusively merely
hardly barely scarcely almost nearly partly partially mostly mainly largely half wholly jointly
separately conditionally provisionally orally verbally knowingly unknowingly deliberately
intentionally inadvertently mistakenly accidentally secretly timely promptly previously formerly
subsequently retroactively automatically monthly quarterly yearly annually weekly daily hourly
lawfully unlawfully legally illegally validly rightly wrongly properly duly fairly unfairly
reasonably allegedly possibly probably likely unlikely hypothetically theoretically initially
originally recently lately simultaneously unanimously unilaterally early family supply apply reply
rely comply imply multiply assembly anomaly ally bully july italy monopoly
should would could might may must shall will ought
enforceable enforce enforced enforceability void voidable invalid illegal legal lawful unlawful
liable sue sued court-proof negligent negligence breach breached reasonable unreasonable fair unfair
ethical moral wise sensible stupid fault blame blamed guilty damages compensation
predict forecast expect guess win lose lost likely chance chances odds risk bet
tried try tries attempted attempt meant wanted hoped hope feared fear pretended pretend refuse
refused failed fail forgot forget deny denied denies regret regrets regretted agree agreed
average total sum count cheapest best worst better worse more most less least fewer than
every each half double twice
before after until till since when while unless whether because though although during
between prior earlier later following
carefully thoroughly closely attentively reluctantly willingly gladly eagerly wrongfully
improperly silently tacitly impliedly implicitly informally privately temporarily permanently
irrevocably unconditionally personally voluntarily freely grudgingly hastily belatedly
""".split()
)
"""Words that limit, weigh, foretell or judge: a line that has one that no frame knows is unread."""


_IMPLIES = """
hide hid hidden hides conceal concealed admit admitted admits confess confessed hate hated avoid
avoided prevent preventedped delay delayed delays force forced order ordered plan planned
threaten threatened offer offered offers wish wished demand demanded demands require required
intend intended expect expected propose proposed consider considered postpone postponed resist
resisted neglect neglected help helped hesitate hesitated promise swear struggle struggled learn
dare dared decline declined begin began finish finished cease ceased continue continued resume
resumed miss missed doubt doubted dispute disputed question questioned ignore ignored prefer
preferred request requested ask asked invite invited permit permitted allow allowed
forbid forbade forbidden ban banned block blocked hinder hindered rely relied predict gamble bluff
lie lied lying fake faked simulate simulated sign signed approve accept accepted reject rejected
receive received send sent object change changed retract win pay paid cost costs price sell sold
buy bought deliver delivered use used cancel cancelled renew renewed expire expired replace
replaced understand understood realise repeat repeated
""".split()
"""Verbs that turn what hangs on them, or are what might have been asked: never in passing."""
_SUBJECTS = frozenset(
    """
    i you we they he she it who that @person @client @party @partner @seller @clause @proposal
    """.split()
)
_IN_BETWEEN = frozenset(
    "ever even really actually just then still also so simply never not be been being".split()
)
_PARTICIPLES_FOLLOW = frozenset("was were has had have is are got get".split())
_BEFORE_A_THING = frozenset({"@clause", "@proposal", "@person", "@version"})
_DETERMINERS = frozenset("the this that our their his her its your".split())
_AUXILIARIES = frozenset("did does do has have had was were is are been be".split())
_ASKS_WITH = frozenset(
    "when why how where what whom far long much extent way manner degree if whether and but or "
    "@when @then @known @before @after".split()
)
"""Behind these, an auxiliary stands before its subject, as it does at the beginning."""
ASKED_FOR = frozenset(
    "moment moments time times date dates day reason reasons person persons people way ways number "
    "amount list names name place places author source sequence order extent cause".split()
)
"""Nouns that ask for themselves: where one is passed over, it was not asked whether."""


def is_in_passing(line: Line, at: int) -> bool:
    """Whether a common word that is nowhere listed says nothing here, as its place tells.

    A verb behind its subject, or what qualifies a thing that goes by its own name or number: no
    noun stands there that a term could cover.
    """
    word = line.tokens[at].text
    if word not in COMMON or word in LIMITS or word in _IMPLIES:
        return False
    before = line.tokens[at - 1].text if at else ""
    after = line.tokens[at + 1].text if at + 1 < len(line.tokens) else ""
    if before in _DETERMINERS:
        return after in _BEFORE_A_THING
    if at > 1 and line.tokens[at - 2].text in _AUXILIARIES and before not in _AUXILIARIES:
        return False  # "did he bluff": it is the very verb of the question
    return stands_as_verb(line.tokens, at, line.asked) and after not in {"and", "or"}


def stands_as_verb(tokens: Sequence[Token], at: int, asked: str) -> bool:
    """Whether a verb stands here: behind its subject, or as a participle behind an auxiliary.

    What an auxiliary follows, or what follows one that asks ("are horses …"), is a subject.
    """
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if after in _AUXILIARIES or _follows_what_asks(tokens, at, asked):
        return False
    if before in _SUBJECTS:
        return True
    participle = tokens[at].text.endswith(("ed", "en", "ing"))
    return participle and before in _IN_BETWEEN | _PARTICIPLES_FOLLOW


def _follows_what_asks(tokens: Sequence[Token], at: int, asked: str) -> bool:
    """Whether an auxiliary before its subject stands before this word."""
    place = at - 1
    while place > 0 and tokens[place].text in _IN_BETWEEN:
        place -= 1
    if place < 0 or tokens[place].text not in _AUXILIARIES:
        return False
    between = asked[tokens[place - 1].end : tokens[place].begin] if place else ","
    return "," in between or tokens[place - 1].text in _ASKS_WITH | {BREAK}


def is_ordinary(word: str) -> bool:
    """Whether a word that no frame knows changes nothing."""
    if word in LIMITS:
        return False
    return word in ORDINARY or (len(word) > 5 and word.endswith("ly"))


_ADVERB = re.compile(r"\b(?P<said>[a-z]{3,}ly)\b,?\s*", re.IGNORECASE)


def without_adverbs(asked: str) -> tuple[str, tuple[str, ...]]:
    """What was asked without adverbs that are only said in passing, and these."""
    found = [each for each in _ADVERB.finditer(asked) if each["said"].casefold() in PASSING]
    for each in reversed(found):
        asked = asked[: each.start()] + asked[each.end() :]
    return asked, tuple(each["said"].casefold() for each in found)
