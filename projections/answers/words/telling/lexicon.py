"""The word classes of telling, and patterns made of them over the tokens of a line.

In a pattern `<name>` stands for a class, and lines are joined as they are. A group may be named
more than once: its places are numbered (`to1`, `to2`), and asked for by the name (`parts`).
"""

from __future__ import annotations

import re
from itertools import count

CLASSES = {
    "named": "@person|@client|@party|@partner|@seller",
    "some": "anyone|anybody|someone|somebody|people|one|folks",
    "side": "(?: 's)?(?: (?:own )?(?:people|side|team|staff|folks|end|office))?",
    "one": "(?:<some> (?:at|from|of|on|in) )?(?:(?:the|our) )?<named><side>",
    "people": "<one>(?: (?:and|or) <one>)*",
    "hearers": "<people>|them|they",
    "ours": """
        (?:<some>|one) (?:on|from|of|at|in) (?:our (?:own )?(?:side|team|people|end|office|house|
        company|firm)|us)|any of (?:us|our (?:own )?people)|<some> here|we|us|our (?:own )?
        (?:side|people|team|company|firm)""",
    "speakers": "<people>|<ours>|<some>",
    "often": """
        (?:(?:ever|really|actually|also|even|already|once|properly|clearly|explicitly|expressly|at
         any (?:point|time|stage)|at some point|at all|in fact|just|simply|then|yet|by (?:any|
        some) chance) )*""",
    "tell": """
        tell|told|inform|informed|notify|notified|advise|advised|assure|assured|warn|warned|
        promise|promised|brief|briefed|remind|reminded|alert|alerted""",
    "say": """
        say|said|write|wrote|written|mention|mentioned|explain|explained|state|stated|confirm|
        confirmed|announce|announced|indicate|indicated|communicate|communicated|point out|
        pointed out|make clear|made clear|make it clear|made it clear|spell out|spelled out""",
    "told": """
        told|informed|notified|advised|assured|warned|promised|briefed|reminded|alerted|made aware|
        given to understand|put on notice|led to believe|left in no doubt""",
    "hear": """
        hear|heard|learn|learned|learnt|find out|found out|get told|got told|get word|got word|
        get to hear|got to hear|get to know|got to know|be told|been told""",
    "reach": "reach|reached|get to|got to|get through to|got through to|arrive at|arrive with",
    "mail": "mails?|e mails?|emails?|messages?|notes?|letters?|texts?|words?|line|lines",
    "any": "anything|something",
    "on": "about|on|of|regarding|concerning",
    # What was passed on, what became of it, and how.
    "our": "our|the|that|this|your|@person 's|@seller 's|@party 's",
    "wrote": "wrote|written|sent|said|told|gave|given|meant",
    "ourwords": """
        (?:what|anything|everything|all(?: of)?(?: (?:that|what))?) (?:we|@person|@seller|@party)
         (?:had |have )?<wrote>(?: (?:to )?(?:him|her|them))?""",
    "message": """
        <our> (?:own )?(?:(?:(?P<called>@item|@clause)|(?P<free>[a-z]+)) )?<mail>|@message|
        @proposal|<our> (?:offer|proposal|quote)|<ourwords>|it""",
    "matter": """
        (?: (?:about|regarding|concerning|on(?= (?:@|the |our ))) (?:(?:the|our) )?(?:@item|@clause|
        (?P<free>[a-z]+(?: [a-z]+){0,2}?)))?""",
    "change": """
        leave out|left out|leave off|left off|leave away|omit|omitted|drop|dropped|cut|cut out|
        miss out|missed out|skip|skipped|suppress|suppressed|withhold|withheld|keep back|kept back|
        add|added|put in|(?:put|add|added|pile|piled|tack|tacked) (?:on top|onto)|slip in|
        slipped in|throw in|threw in|thrown in|tack on|tacked on|invent|
        invented|make up|made up|change|changed|alter|altered|twist|twisted|soften|softened|
        soft pedal|tone down|toned down|water down|watered down|sugarcoat|sugarcoated|embellish|
        embellished|distort|distorted|garble|garbled|reword|reworded|exaggerate|exaggerated|
        play down|played down""",
    "handon": """
        pass|passed|passing|hand|handed|handing|relay|relayed|relaying|forward|forwarded|
        forwarding|send|sent|sending|bring|brought|give|gave|giving|transmit|transmitted|convey|
        conveyed|take|took|carry|carried|repeat|repeated|report|reported""",
    "along": "(?: (?:on|along|over))?",
    "parts": """
        anything|something|any of it|some of it|a word|words|bits?|parts?|part of it|(?:the|that)
         (?:bits?|parts?|sentences?|lines?|words|thing|promise)""",
    "notours": """
        (?:we|@person|@seller) (?:had |have |ourselves )*(?:not|
        never) (?:ever )?(?:<asked>|<wrote>)(?: (?:to )?(?:him|her|
        them))?|(?:was|were|is|are) (?:not|never|nowhere) (?:in )?(?:<our> (?:own )?<mail>|ours|
        <ourwords>|
        from us|our own)""",
    "asked": "asked (?:him|her|them) to (?:pass on|say|tell|add|write|promise|mention)",
    "intact": """
        as it (?:stood|was|is)|as is|unchanged|unaltered|word for word|in full|faithfully|
        correctly|(?:as|the way) we (?:had )?(?:wrote|written|sent|put|had) it|intact|complete|
        completely|
        properly|accurately""",
    # Objecting.
    "to": "to|against|about|over|on|of|with|at",
    "soon": "(?:in (?:good |due )?time )?",
    "objection": """
        objections?|protests?|complaints?|pushback|push back|opposition|disagreement|concerns?|
        reservations?|criticism|dissent|veto""",
    "object": """
        (?:object|objected|objecting) <soon>to|(?:protest|protested|complain|complained)(?: <soon>
        <to>)?|(?:push|pushed) back <to>|(?:speak|spoke|spoken) (?:up|out) against|(?:speak|spoke|
        spoken|argue|argued|fight|fought|come out|came out|kick|kicked) against|oppose|opposed|
        contest|contested|challenge|challenged|dispute|disputed|criticise|criticised|criticize|
        criticized|resist|resisted|veto|vetoed|disapprove of|disapproved of|(?:take|took|taken)
         (?:issue with|exception to)|say no to|said no to|(?:disagree|disagreed) with|(?:raise|
        raised|make|made|lodge|lodged|voice|voiced|file|filed|express|expressed|have|had|register|
        registered|enter|entered|put in) (?:(?:any|an|a|some|his|her|their|our) )*(?:(?:formal|
        written|official) )?<objection> <soon><to>""",
    "timely": """
        (?:(?:in (?:good |due )?time|soon enough|early enough|timely|(?:within|inside|before|by)
        (?: the end of)? (?:the|our|its|that) (?:(?:stated|set|agreed|given|objection) )?(?:period|
        deadline|time limit|time|window)(?: (?:we (?:had )?(?:set|gave|given)|(?:was|had) (?:over|
        up|out)|ended|ran out|expired|for objections?|for objecting))?) )?""",
    "when": "(?:(?:before|by|until|when|at|on|in|prior|ahead|as|up|@date|@before|@when) .*)?",
}
_NAME = re.compile(r"(?<!\?P)<(\w+)>")
_GROUP = re.compile(r"\?P<([a-z]+)>")


def pattern(said: str) -> re.Pattern[str]:
    """A pattern from the beginning of a line, with its classes written out."""
    text = _joined(said)
    while _NAME.search(text):
        text = _NAME.sub(lambda found: f"(?:{_joined(CLASSES[found[1]])})", text)
    numbers = count(1)
    return re.compile(f"(?<=^ ){_GROUP.sub(lambda found: f'?P<{found[1]}{next(numbers)}>', text)}")


def _joined(said: str) -> str:
    return "".join(line.removeprefix("        ") for line in said.splitlines())
