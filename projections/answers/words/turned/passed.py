"""Words that may be passed over, since they cannot turn a question: any other refuses it.

They open or hedge it, speak of the file, or are verbs that carry nothing by themselves. What tells
or thinks something is one of them only before the question that it leads to.
"""

from __future__ import annotations

from itertools import pairwise

from projections.answers.asked import Question
from projections.answers.words.line import BREAK, Line, Token
from projections.answers.words.ordinary import ORDINARY, PASSING
from projections.answers.words.qualified import bears
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_OPENERS = """
today namely hers his mine false material concerned far thank lol set
please pls kindly pray note hang hey ok okay oh yep yes nope lol thanks sorry grateful glad happy
hoping keen curious confirm confirmed identify explain explained describe disclose furnish list
name state give find look looking check checking verify establish ascertain determine clarify tell
say need needs able like want revert wise record records file files account subject stuff thing
things anything something anybody anyone somebody someone anywhere anywhre behalf final everybody
everyone everything they them their ours it its this that these those such one and for from with
about of in on at as by to is was did are were be been being has have had do does
"""
_TALK = """
background basis bottom case chance circumstances clarity clue confusion connection consideration
context copy course detail details difference doubt earth effect end event events evidence
existence extent fact facts feeling figure figures form forms gist ground grounds hand hands head
heads heart history idea impression indication information instance interest issue issues item
items kind land line lot lots matter matters mind moment mystery nature nub occasion outcome part
particulars passage phase picture piece place places point points position possibility proof
purpose question questions realm regard regards relation respect respects result role scene sense
shop side sort source space spot stage standing status step steps story substance summary topic
transaction treatment trace type view way ways while world worry deal deals agreement contract
fleet batch house rate limit draft drafts documents document paper papers text texts wording words
reason right page limits names persons calls mark act date lay
"""
_FEELS = """
actual annoyed anxious awkward baffled boring bright brief certain clear common concrete correct
crucial current curious damn definite difficult due dumb eager easy entire exact fair famous fine
fresh funny genuine good great handy hard helpful honest huge important interesting key main major
minor nasty near necessary nervous nice notorious obvious odd official okay old open ordinary own
particular peculiar plain pleased possible pressing principal proper puzzled quick quiet ready real
relevant relevance remarkable requisite routine sad satisfied serious sharp short significant
simple small solid specific strange sure surprised tedious tricky true typical unclear unhappy
unsure upset urgent usual useful vague valid weird
"""
_CARRIES = """
accorded afforded appear appears appeared arise arises arose arrive arrived arrives assigned assist
available bear bearing bite borne brought bring brings came come comes coming contain contains
crossed dig digging draw emanate exist existed exists fall falls fell find finding found gave get
gets getting given gives go goes going gone got happen happened happens have having hang keep keeps
kept lands lay leave lie lies made make makes making meet occur occurred obtain obtained obtains
possessed put puts raised reach reaches reached refer refers relate relates remain remains run runs
sit sits stand stands stood stay stays take takes taken turn turned turns use used using went work
works held hold holds waiting down away behind inside fully again likewise beforehand either
pursuant according upon via per whatever whichever
"""
_TELLING = frozenset(
    """
    says say said maintains claims complains feels thinks think believes beleives assumed hates
    asked ask asks wants want contradicts puzzles shows explains insists swears argues reckons
    hopes hoping worries worried wonders wondering told tells denies points took mind reason page
    according everyone everybody happy another other
    """.split()
)
"""What somebody tells or thinks: it leads in to a question, and is one where it stands in it."""
_TURN = """
adamant all alleged along alongside always answer answers argument arguments ask asked asking asks
because both call called care cared chat choose chose chosen cited cites comment comments concern
concerns content contents contested contentious conversation cross decide decided deciding
definitive despite determine determines direct directly disagreement discussion dispute disputed
disputes done drafting dreaded each email engagement enter entirety every exchange expected
expects express false few final-form follow followed follows formality gather individual
individuals information intend intended intends intention just knowledge leave left lest let lets
letter life lifespan lifetime live long look mail main man manage managed manages mean meaning
means meeting meetings message messages mistaken negotiating negotiation negotiations object
officially openly opportunity origin original origins overnight own page pages parties party
perfect perfectly person personally phase quarrel queries query quote quoted quotes read reader
reads recall receive received receives refer remember rest said screen see session sign signs
similarly single some still sudden suspicion talk talking talks team teams time timeline times
timing today together too true understand understanding unhappy use used using view views want
wanting whole woman word worked works write writing written wrong wrote
"""
"""Ordinary words that do turn one: what is asked may be of them."""
_NEVER = frozenset("together alongside let lets directly personally main".split())
_OTHERS = ORDINARY - frozenset(_TURN.split())
_LISTED = frozenset(f"{_OPENERS} {_TALK} {_FEELS} {_CARRIES}".split()) | PASSING | _TELLING
_MAY = (_LISTED | _OTHERS) - _NEVER
_TURNS_BACK = frozenset("back".split())
_VERBS = frozenset("did does do has have had was were is are who when why what how which".split())


def _may_turn(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a single word that is passed over is not one of those that cannot turn it."""
    over = {word.casefold() for word in question.passed_over if " " not in word}
    over -= _told_before(line)
    over -= {
        one.text for one, two in pairwise(line.tokens) if one.text in _PLACED and two.text in _TEXTS
    }
    if any(not bears(question, (each,), vocabulary) for each in over - _MAY - {""}):
        return True
    return any(_turns(line.tokens, at) for at, each in enumerate(line.tokens) if each.text in over)


def _told_before(line: Line) -> set[str]:
    """The words of sentences that tell something, before the one that asks."""
    texts = [token.text for token in line.tokens]
    last = len(texts) - texts[::-1].index(BREAK) if BREAK in texts else 0
    return {*texts[:last]} - {*texts[last:]}


def _turns(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it stands as the verb of the question itself, or with a word that turns it."""
    if tokens[at].text in _TELLING and not _is_said_to_oneself(tokens, at):
        return _asks_already(tokens, at)
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return tokens[at].text in _CARRIED and after in _TURNS_BACK


_CARRIED = frozenset(
    "bring brings brought give gives given gave put puts take takes taken took".split()
)
_PLACED = frozenset("first last".split())
_TEXTS = frozenset("offer proposal bid quote form version @proposal".split())


def _is_said_to_oneself(tokens: tuple[Token, ...], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text == "myself"


def _asks_already(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether the sentence in which it stands began to ask before it."""
    begin = at
    while begin and tokens[begin - 1].text != BREAK:
        begin -= 1
    return tokens[begin].text in _VERBS and tokens[begin].text not in {"what", "who"}


PASSED: tuple[Turn, ...] = (
    turn("[^|]+", "A word that is not understood may turn it.", also=_may_turn),
)
