"""What went out although somebody had not approved it: that it went out without them.

"Finance declined and P2 still got sent, how was that possible?" asks what "why did P2 go out
without Finance?" asks: policy, who was asked, and what they said. Every word must be accounted for.
"""

from __future__ import annotations

import re

from projections.answers.words.line import Line, Token, whole
from projections.answers.words.vocabulary import Vocabulary

_LEAD = (
    "(?:(?:so|and|but|ok|well|now|please|just|can you|could you|help me|help us|tell me|tell us|"
    "explain(?: to (?:me|us))?|understand|i wonder|do we know|\\|) )*"
)
_WHAT = (
    "(?:the |our |this |that )?(?P<what>@proposal|@clause|@version|offer|proposal|bid|quote|it|"
    "this|that)"
)
_WAS = "(?:was|were|is|got|had|has|been|still|then|nevertheless|nonetheless|anyway|even so|already)"
_WENT = (
    "(?:(?:raised|sealed|changed|drafted) and )?(?:sent|go|went|gone|going|get|got|leave|left|"
    "leaving|issued|submitted|released|shipped|out)"
)
_OFF = (
    "(?: (?:out|off|over|past us|past)){0,2}(?: of)?(?: (?:the|our) (?:house|door|building|company|"
    "office))?(?: to (?:the |our )?(?:@client|@party|client|customer))?"
    "(?: (?:anyway|nevertheless|nonetheless|all the same|even so|regardless|still))?"
)
_OUT = f"(?:{_WAS} )*{_WENT}{_OFF}"
_WHO = "(?:the |our )?(?P<who>@person)"
_HAD = "(?:(?:had|has|have|did|was|were|already|just|then|still|ever|even|simply) )*"
_NO = (
    "(?:(?:never|not)(?: (?:once|ever|even|yet))? (?:answer|answered|reply|replied|respond|"
    "responded|react|reacted|sign|signed|approve|approved|agree|agreed|consent|consented|clear|"
    "cleared|okay|okayed|get back|got back|give (?:an answer|approval|consent))(?: off)?|"
    "declined|refused|objected internally|disapproved|vetoed|withheld (?:approval|consent)|"
    "said no|turned (?:it|this|that|us|them) down|turned down|"
    "(?:taken|took|withdrawn|withdrew|pulled|revoked|taken back|took back)(?: back)? "
    "(?:his|her|their|its|the) (?:approval|sign off|signature|ok|consent|yes))"
    "(?: (?:on|to|it|that|this|off))*"
)
_ON = "(?: (?:(?:to|on|for) )?(?:the |our )?(?P<on>@proposal|@clause|@version))?"
_ALTHOUGH = (
    "(?:although|though|even though|despite the fact that|in spite of the fact that|when|while|"
    "after|even after|once)"
)
_HOW = (
    "(?:(?:so|then|and|\\|) )*(?:how|why|how come) (?:(?:was|is|did|could|can|come|has|had) )*"
    "(?:that|this|it|we)?(?: (?:was|be|ever))*"
)
_WITHOUT = (
    "(?:with no|without (?:the|a|any)) (?:(?:sign off|approval|signature|consent|ok|answer|word|"
    "say so|nod|green light|blessing|reply|yes) (?:from|of|by))"
)
_SENT = (
    whole(
        f"{_LEAD}(?:why|how|how come) (?:(?:did|could|was|were|has|had|is|come|it|that) )*{_WHAT} "
        f"{_OUT} {_WITHOUT} {_WHO}{_ON}"
    ),
    whole(
        f"{_LEAD}(?:why|how|how come) (?:(?:did|could|was|were|has|had|is|come|it|that) )*{_WHAT} "
        f"{_OUT} (?:\\| )?{_ALTHOUGH} {_WHO} {_HAD}{_NO}{_ON}"
    ),
    whole(
        f"{_LEAD}{_WHO} {_HAD}{_NO}{_ON} (?:(?:\\||and|but|yet|so) )*{_WHAT} {_OUT} (?:\\| )?{_HOW}"
        "(?: (?:possible|happen|happened|allowed|get past us|come about|work))?"
    ),
    whole(
        f"{_LEAD}{_WHO} {_HAD}{_NO}{_ON} (?:(?:\\||and|but|yet|so) )*(?:how|why|how come) "
        f"(?:(?:did|could|was|were|has|had|is|come|it|that) )*{_WHAT} {_OUT}"
    ),
    whole(
        f"{_LEAD}{_WHAT} {_OUT} {_WITHOUT} {_WHO} (?:\\| )*{_HOW}"
        "(?: (?:possible|happen|happened|allowed|get past us|come about|work))?"
    ),
)


def went_out(line: Line, vocabulary: Vocabulary) -> str | None:
    """The same question with "without" whoever had not approved; None where it is another one."""
    text = re.sub(r"(?: \|)+ *$", "", line.text.strip())
    for pattern in _SENT:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        who, what = _tokens(line, found, "who"), _tokens(line, found, "what")
        on = _tokens(line, found, "on") if "on" in found.re.groupindex else ()
        if not all(map(vocabulary.people.is_own, who[0].values)):
            return None
        if not on or on[0].values == what[0].values:
            return f"Why did {line.said(what)} go out without {line.said(who)}?"
        if not what[0].is_thing:
            return f"Why did {line.said(on)} go out without {line.said(who)}?"
        if on[0].text == "@proposal":
            return None
        return f"Why did {line.said(on)} in {line.said(what)} go out without {line.said(who)}?"
    return None


def _tokens(line: Line, found: re.Match[str], name: str) -> tuple[Token, ...]:
    begin, end = found.span(name)
    return line.within(begin + 1, end + 1)
