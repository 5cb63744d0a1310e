"""What each kind of question is told by: verbs, nouns and short phrases, with their weights.

A line of the table: the word that the frame of the kind knows (empty where it knows all of these),
the weight, and the ways of saying it. 3 is said of this kind only, 2 of it mostly, 1 of others too.
A word ends in * where any ending may follow. Written from what the kinds are (VOCABULARY 6.2).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from projections.answers.asked import Kind
from projections.answers.words.line import Line, Token, phrase

Cue = tuple[str, int, str]

CUES: Mapping[Kind, tuple[Cue, ...]] = {
    "scope": (
        ("", 3, "cover|covers|covered|covering|fall under|falls under|in scope|out of scope|scope"),
        ("", 2, "include|includes|included|exclude*|extend|extends|apply|applies|applied|eligible|"
                "qualif*|benefit|benefits|entitled|exempt*|discounted|reach|reaches|encompass*"),
        ("covered", 3, "take in|takes in|took in|sweep in|swept in|swept up|caught by|cater for|"
                       "caters for|catered for|come under|comes under|came under|stretch to|"
                       "stretches to|stretch as far as|stretches as far as|stretch far enough for|"
                       "spill over to|spills over to|ride on|rides on|fold into|folded into|"
                       "lumped in with|part and parcel of|roll into|rolled into|hit by|"
                       "honoured for|honored for|wrapped into|wrapped up in|baked into|"
                       "thrown in with|touched by|fall inside|falls inside|fall within|"
                       "falls within|sit within|sits within|sit under|sits under|sit inside|"
                       "sits inside|come within|comes within|meant for|intended for|bite on|"
                       "bites on|kick in for|kicks in for|good for|embraced by|picked up by|"
                       "pick up|picks up|at the reduced (?:rate|price)|at a discount"),
        ("excluded", 3, "off limits|kept out of|shut out of|carved out of|beyond the reach of|"
                        "fall outside|falls outside|fell outside|sit outside|sits outside|"
                        "left out of|outside of|not part of"),
        ("", 2, "@item|@kind"),
        ("", 1, "get|gets|within|under|in|part of|for|same|cheaper|charged|priced"),
        ("orders", 1, "bookings?"),
    ),
    "terms": (
        ("", 3, "how (?:fast|quickly|soon|promptly)|on the hook|exposure|exposed|what minimum|how much must|"
                "how many must|how much (?:may|can|could|might) (?:the |our )?(?:rates?|prices?)"),
        ("", 2, "terms|conditions|in force|in effect|in place|how much|how long|how high|how many|"
                "wording|text|worded|@kind"),
        ("", 2, "(?:what|which|how (?:much|high|long|big|many|low|large)|how (?:did|do|does|was|is)(?: the)?) "
                "(?:[^ ]+ ){0,4}(?:@kind|terms|conditions|@clause)"),
        ("", 2, "(?:pull up|bring up|call up|recite|quote|read out|look up|show|dig out) (?:the )?@(?:clause|version)"),
        ("offered", 1, "quoting|charging|asking|billing|invoicing|granting|offering|paying|applying"),
        ("read", 3, "what does (?:the )?@(?:clause|version|proposal) (?:actually |really )?say|"
                    "recite|verbatim|word for word|exact words"),
        ("stood", 2, "set at|standing at|pegged at|sitting at|running at|capped at|fixed at|"
                     "worked out at|came out at|comes out at|ended up at|landed at|landed on|"
                     "settled at|boil down to|boils down to|sum up to|adds up to|live at"),
        ("terms", 2, "small print|fine print|numbers|key points|headline figures|heads of terms|"
                     "commercial deal|economics|commercials|arrangements"),
        ("say", 1, "go like|spell out|spells out|spelled out|set out|tell us|lay out|run like|"
                   "look like|amount to|amounts to"),
    ),
    "sign_off": (
        ("", 3, "sign off|signed off|signing off|sign offs|sign off on|sign it off|signed it off|"
                "approv*|authoris*|authoriz*|signator*|rubber stamp*|green light*|endors*"),
        ("", 2, "sign|signed|signs|signature|signatures|signing|ok|okay|clear|cleared|blessing|"
                "blessed|go ahead|thumbs up|nod|allowed|authority|entitled|mandate|empowered|"
                "consent|consented|permitted|power|powers|limit|limits"),
        ("signature", 3, "(?<=whose )(?:pen|name|initials|hand|autograph|stamp)(?= (?:is|was|stands) (?:on|under|"
                         "beneath|below) )"),
        ("signed", 3, "ratif*|initialled|initialed|put pen to paper|put (?:his|her|their|a) "
                      "(?:name|names|signature|initials|autograph|pen) (?:to|on|under|beneath)|"
                      "put (?:his|her|their) hand to|set (?:his|her|their) hand to|validated|"
                      "gave (?:it |this |@clause |@proposal )?(?:the|a|his|her|their) (?:ok|okay|"
                      "nod|green light|thumbs up|go ahead|blessing|assent|stamp|yes)|"
                      "give (?:it |this |@clause |@proposal )?(?:the|a|his|her|their) (?:ok|okay|"
                      "nod|green light|thumbs up|go ahead|blessing|assent|stamp|yes)|"
                      "given (?:the|a|his|her|their) (?:ok|okay|nod|green light|thumbs up|"
                      "go ahead|blessing|assent|stamp|yes)|waved (?:it |@clause |@proposal )?through|"
                      "wave (?:it |@clause |@proposal )?through|nodded (?:it |@clause |@proposal )?"
                      "through|passed internally|said yes to|say yes to|gave assent|okays|"
                      "got the nod|autograph|accord|countersign*|stamped|vouched for|vouch for|"
                      "backing|put (?:his|her|their) stamp on"),
        ("allowed", 3, "in (?:his|her|their) gift|had the (?:power|authority|mandate|clout|say so|"
                       "rank|standing|competence)|have the (?:power|authority|mandate|clout|say so|"
                       "rank|standing|competence)|within (?:his|her|their) (?:rights|gift|"
                       "discretion|competence|pay grade|delegation)|above (?:his|her|their) pay "
                       "grade|licensed to|qualified to|rightfully"),
    ),
    "knowledge": (
        ("seen", 3, "reach(?:ed)?(?= @person)|(?:get|got|make it|made it|come|came|find its way|found its way) "
                    "(?:through )?to(?= @person)"),
        ("seen", 3, "(?:take|took|taken) (?:any |due )?note of|had (?:it|@clause|@proposal) before|have "
                    "(?:the )?(?:@clause|@proposal|it) before (?:him|her|them)"),
        ("", 3, "know|knew|known|knows|aware|unaware|knowing|knowledge|in the know|eyes on|"
                "in the dark|oblivious|ignorant|inkling|clue|find out|found out"),
        ("", 2, "see|saw|seen|sees|seeing|read|opened|open|view|viewed|shown|sight|heard|hear|"
                "learn|learned|learnt|noticed|notice|discover*|glimpse|received|receive"),
        ("seen", 3, "clap eyes on|clapped eyes on|get sight of|got sight of|catch sight of|"
                    "caught sight of|get a look at|got a look at|have a look at|had a look at|"
                    "take a look at|took a look at|lay hands on|laid hands on|get hold of|"
                    "got hold of|get to see|got to see|gets to see|come across|came across|"
                    "come upon|came upon|stumble across|stumbled across|stumble on|stumbled on|"
                    "spot|spotted|clock|clocked|peruse*|inspect|inspected|examined|examine|"
                    "study|studied|scan|scanned|set eyes on|glance at|glanced at|look over|"
                    "looked over|go over|went over|gone over|leaf through|leafed through|"
                    "look through|looked through|read through|exposed to|exposure to|"
                    "cross(?:ed)? (?:his|her|their|@person 's) (?:desk|path|screen)|"
                    "pass(?:ed)? (?:over|across) (?:his|her|their|@person 's) desk|"
                    "land(?:ed)? (?:on|in) (?:his|her|their|@person 's) (?:desk|inbox|lap|mailbox)|"
                    "reach(?:ed)? (?:his|her|their|@person 's) (?:desk|inbox|ears|eyes|screen)|"
                    "come to (?:his|her|their|@person 's) (?:attention|notice|ears)|"
                    "came to (?:his|her|their|@person 's) (?:attention|notice|ears)|"
                    "come before|eyeball|eyeballed|see a copy of|saw a copy of"),
        ("aware", 3, "wise to|cotton on to|cottoned on to|tipped off|tip off|up to speed on|"
                     "up to speed with|abreast of|apprised of|get wind of|got wind of|caught wind "
                     "of|catch wind of|have an inkling of|had an inkling of|have any inkling of|"
                     "had any inkling of|privy to|in on|conversant with|cognisant of|cognizant of|"
                     "mindful of|alive to|first hear of|first heard of|hear of|heard of|"
                     "on (?:his|her|their|@person 's) radar|have notice of|had notice of|"
                     "made acquainted with|know of|knew of|have knowledge of|had knowledge of"),
    ),
    "changes": (
        ("", 2, "@proposal (?:[^ ]+ ){0,4}@proposal|cut|lowered|raised|reduced|increased|trimmed|tightened|"
                "loosened|softened|narrowed|widened"),
        ("added", 3, "(?:slip|slipped|put|bring|brought|sneak|snuck|write|wrote|work|worked) @clause in(?:to)?"),
        ("", 2, "came up with|come up with|pushed for|insisted on|asked for|ask for|brainchild|"
                "author*|drafter"),
        ("what was added", 3, "what (?:did|does|do|has|have|had) (?=@proposal (?:bring|contain|"
                              "have|hold|introduce|throw|slip|put) )"),
        ("", 3, "chang*|differ|differs|different|difference|differences|alter|altered|alteration*|"
                "amend|amended|amendments|revis*|modif*|reword*|rewrit*|rewrote|redraft*|compare*|"
                "comparison|redline*|delta|diff|unchanged|@from"),
        ("changed", 3, "rework*|overhaul*|recast|rephras*|redone|redid|reshap*|reformulat*|"
                       "mutat*|shift|shifted|shifts|shifting|whittled|morphed|retouched|"
                       "fiddled with|tinkered with|massaged|touched up|switched|departures?|"
                       "variances?|look different|looks different|looked different|"
                       "read differently|reads differently|read the same|reads the same|"
                       "stay put|stayed put|hold still|held still|kept as (?:it|they) (?:was|were)|"
                       "left as (?:it|they) (?:was|were)|left alone|remained as (?:it|they) "
                       "(?:was|were)|stayed as (?:it|they) (?:was|were)|frozen since|still as"),
        ("added", 2, "crept in|creep in|smuggled in|worked in|written in|wrote in|write in|"
                     "turned up in|put into|came in|come in|brought into|new in|novelt*"),
        ("removed", 2, "got rid of|get rid of|vanish*|went missing|go missing|stripped out|"
                       "strip out|left behind|fell away|fall away|fell out|went by the board|"
                       "taken away|took away|axed|excised"),
        ("", 1, "touch|touched|tweak*|adjust*|update*|moved|added|removed|new|edited|swapped|"
                "went up|go up|went down|go down|shortened|extended|replaced|stayed the same|"
                "drafted|wrote|written|identical|same"),
    ),
    "retraction": (
        ("retracted", 3, "backing out(?: of)?|pulling out(?: of)?|walking away(?: from)?|"
                         "backing away(?: from)?"),
        ("", 3, "retract*|withdraw*|withdrew|revok*|revocation|rescind*|rescission|recall*|"
                "take back|took back|taken back|off the table|walked back|back out|backed out|"
                "reneged|pulled back|pull back|call off|called off"),
        ("", 2, "pull|pulled|cancel|cancelled|canceled|scrapped|annul*|binned|ditched|killed|"
                "pulling|abandon*|dropped"),
        ("retracted", 3, "pulled the plug on|pull the plug on|took (?:it|@proposal|@clause) away|"
                         "claw back|clawed back|go back on|went back on|gone back on|"
                         "back down from|backed down from|renege on|reneged on|retreat from|"
                         "retreated from|take down|took down|taken down|reel in|reeled in|"
                         "reversed|unsaid|called in|pull out of|pulled out of|disown|disowned|"
                         "nixed|axed|quashed|struck down|stepped away from|withheld again|"
                         "make void|made void|repudiate*|about turn on|u turn on|change (?:our|"
                         "their|its) mind on"),
    ),
    "communication": (
        ("", 1, "@item"),
        ("added", 3, "(?:put|slip|slipped|work|worked|squeeze|squeezed) (?:anything|something|words?|things?) of "
                     "(?:his|her|their|its) own (?:in|into)"),
        ("watered down", 3, "water(?:ing)? down|play down|played down|gloss over|glossed over"),
        ("told", 3, "(?:put|putting) (?=@client|@party|@person)(?=[^ ]+ on notice )|put on notice|"
                    "(?:give|gave|given) (?=@client|@party|@person)(?=[^ ]+ to understand )"),
        ("", 3, "tell|told|telling|inform|informed|promis*|assur*|pledge*|relay*|notif*|passed on|"
                "pass on|passing on|forwarded|forward"),
        ("", 2, "mention|mentioned|say to|said to|say|said|explain|explained|advise|advised|wrote|"
                "write|written to|announce*|warn|warned|represent*|communicat*|commit to|"
                "committed to|lead to believe|led to believe|claim|claimed|confirm|confirmed|"
                "guarantee*|hear from|heard from|statement|statements|assurance*|add|added|"
                "omit*|left out|leave out"),
        ("told", 3, "let on to|sold them on|dangled before|dangled in front of|sworn to|"
                    "swore to|break it to|broke it to|let slip to|breathed a word to|"
                    "made clear to|make clear to|made plain to|put across to|gave their word|"
                    "give their word|indicated to|signalled to|disclosed to|spelled out to|"
                    "spelt out to|gave notice to|gave to understand|communicated to|"
                    "set straight"),
        ("promised", 3, "vowed|held out to|hold out to|undertook to|undertaken to|gave our word|"
                        "given our word|give our word|dangled"),
        ("passed on", 3, "carried over|carry over|hand over our message|handed over our message|"
                         "transmit*|get across|got across|pass along|passed along|convey|"
                         "conveyed|render|rendered|retell|retold|recount|recounted"),
    ),
    "silence": (
        ("", 3, "look(?:ed|ing)? for|search(?:ed|ing)? for|(?:find|found) (?:nothing|anything|something)"),
        ("anything about", 3, "a thing about|a thing on|a line on|a line about|so much as a word on|"
                              "so much as a word about|the first thing about"),
        ("", 2, "mention|mentions|mentioned|address|addresses|addressed|anywhere|in writing|"
                "written down|on paper|silent|silence|silent on|say anything|says anything|"
                "anything about|anything on|word on|word about|contain*|refer to|refers to|"
                "deal with|deals with|provide for|provides for|documents|papers|paperwork"),
        ("mention", 3, "make mention of|makes mention of|allude to|alludes to|touch on|touches on|"
                       "speak to|speaks to|go into|goes into|make reference to|makes reference to|"
                       "have a line on|has a line on|have a word on|breathe a word about|"
                       "breathe a word on|bring up|brings up|talk about|talks about|"
                       "come up in|comes up in|crop up|crops up|feature in|features in|"
                       "figure in|figures in|appear in|appears in|be found in|find in|"
                       "so much as name|even name|even names"),
    ),
    "precedence": (
        ("wins", 3, "what(?= $)|what then|then what|what happens(?: then)?(?= $)"),
        ("wins", 3, "(?:so )?which (?:one )?is it|which one(?= $)|which of (?:the two|them|these) "
                    "(?:is it|do we apply|do we follow|applies|counts|rules|should we apply|should we "
                    "follow|must we apply|has effect)|what (?:do|should|must) we (?:apply|follow)|which "
                    "(?:do|should|must) we (?:apply|follow)"),
        ("", 3, "prevail*|precedence|trump*|override*|overrid*|overrul*|outrank*|hierarchy|"
                "pecking order|take priority|takes priority|supersede*|wins|win|conflict*|"
                "contradict*|contradiction|inconsisten*|clash*|at odds|order of priority"),
        ("", 2, "govern|governs|controls|control|rank|ranks|beats|beat|higher|comes first|come "
                "first|goes first|differ|disagree*|tension|upper hand|last word|final say|counts"),
        ("wins", 3, "carries the day|carry the day|is king|is boss|calls the shots|rules the "
                    "roost|has the floor|takes the upper hand|gets the last word|has the last word|"
                    "gets precedence|is to be obeyed|do we go with|do we go by|do we obey|"
                    "are we to follow|must be followed|bears more weight|holds sway|gains the "
                    "upper hand|stands higher|sits higher|stands first|has the edge over|"
                    "knocks out|cancels out|tops"),
        ("conflict", 3, "pull in different directions|say different things|say opposite things|"
                        "point different ways|do not tally|do not square|do not match|"
                        "cannot both be right|cannot both stand|collide*|are not aligned|"
                        "out of step|out of line with|do not sit together|butt heads"),
    ),
    "precedent": (
        ("", 3, "(?:earlier|past|previous|prior|other|former|older|comparable|similar) (?:deals?|contracts?|"
                "agreements?|clients?|customers?|accounts?|orders|cases|projects|bids|offers|buyers|"
                "@client|occasions?|instances?|arrangements?)"),
        ("", 3, "precedent|precedents|in the past|previously|historically|track record|"
                "other deals|earlier deals|past deals|previous deals|other clients|other customers|"
                "past practice|last time|elsewhere|so far|to date|hitherto|usual practice|"
                "previous contracts|earlier contracts|other contracts|past contracts|other "
                "accounts|other agreements|earlier agreements|previous agreements"),
        ("", 1, "before|usually|normally|treat|treated|handle|handled|other|earlier|previous"),
        ("in the past", 3, "(?:did|do) (?:we|they|you) use to|used to (?=(?:be|get|give|have|grant) )"),
        ("in the past", 3, "in days gone by|in bygone days|in former times|in former years|"
                           "in previous years|in earlier years|in years past|in other cases|"
                           "on other occasions|in prior deals|back catalogue|in our dealings|"
                           "up until now|all these years|in times past|over time|as a habit|"
                           "customary|in our experience|in our history|by tradition|by custom|"
                           "what have we been doing|down the years|through the years|"
                           "with anybody else|with anyone else|for anybody else|for anyone else|"
                           "in similar deals|in similar cases|in comparable cases|"
                           "on previous deals|on earlier deals|on past deals|on other deals"),
    ),
    "process": (
        ("without", 3, "with (?:the )?@person(?: (?:and|or) @person){0,3} (?:none the wiser|any the wiser|unaware|"
                       "unasked|unconsulted|kept in the dark|in the dark)|unbeknown to|unbeknownst to|past the "
                       "nose of|over the heads? of"),
        ("without", 3, "(?:said|says) (?:no|any|not) (?:and|but|yet)(?: (?:that|so))?"),
        ("", 3, "bypass*|skip|skipped|skipping|circumvent*|sidestep*|behind .* back|left out|"
                "without|out of the loop|in the loop|policy|policies|procedure|procedures|"
                "workflow|approval process|proper channels|consulted|by the book|sidelined|"
                "kept out|cut out|due process"),
        ("", 2, "process|rules|involved|ignored|overlooked|went around|went past|went round|"
                "should have|had to|required|supposed to|why|how come|asked|engaged|passed over"),
        ("skipped", 3, "leapfrog*|jumped over|jump over|hopped over|went over the head of|"
                       "go over the head of|gone over the head of|elbowed out|brushed aside|"
                       "pushed aside|snubbed|edged out|given the slip|passed by|steered around|"
                       "steer around|ducked|end run around|did an end run around|left on the "
                       "sidelines|left standing|not wait for|kept away from"),
        ("policy", 3, "ground rules|playbook|protocol|protocols|chain of command|rule book|"
                      "rules of the house|house procedure|internal rules|guideline*|"
                      "sign off chain|signing chain|governance rules|our own procedures"),
        ("consulted", 3, "check(?:ed)? (?:it |this )?with|clear(?:ed)? (?:it |this |@clause |@proposal )?with"),
        ("consulted", 3, "brought on board|taken on board|brought into it|asked for (?:his|her|"
                         "their) (?:view|views|opinion|input|say)|had a say|have a say|"
                         "given a say|got a say|get a say|in the room|cc 'd in|pulled in"),
    ),
    "integrity": (
        ("added", 2, "(?:come|came) in|turn(?:ed)? up|show(?:ed)? up|surfaced?"),
        ("recorded", 2, "written down|put down|jotted down|noted down|typed in|keyed in|set down|"
                        "put on file|filed|entered|logged|written up"),
        ("added", 3, "(?:new|fresh|further|additional|more) (?:entries|records)"),
        ("", 3, "tamper*|doctored|backdat*|falsif*|forged|manipulat*|integrity|audit trail|"
                "hash chain|hashes|retroactiv*|retrospectiv*|in hindsight|after the fact|"
                "backfilled|fabricated|fudged|tampering|faked|foul play"),
        ("", 2, "record|records|entries|entry|log|logs|ledger|file|files|history|timeline|"
                "altered|corrected|corrections|correction|struck|erased|deleted|late|later|"
                "afterwards|subsequently|reliable|trustworthy|genuine|authentic|trust"),
        ("tampered", 3, "doctoring|doctors?|cooking the books|cooked the books|interfer* with|airbrush*|whitewash*|played around with|"
                        "mucked about with|mucked around with|monkeyed with|meddle*|rigged|"
                        "spruced up|polished up|polished|prettied up|embroidered|rewrote history|"
                        "rewritten history|gone over later|second hand|concoct*|contaminat*|"
                        "corrupted|compromised|bent|twisted|dressed up|titivated|touched up"),
        ("integrity", 3, "bona fide|as it came in|as they came in|watertight|rock solid|"
                         "unimpeachable|bulletproof|stand up in court|stands up in court|"
                         "untouched by human hand|above suspicion|above board"),
        ("later", 2, "after things blew up|after the row|once trouble started|long afterwards|"
                     "weeks later|months later|days later|only later|in arrears|out of time"),
    ),
    "objection": (
        ("objected", 3, "(?:have|has|had) (?:anything|something|nothing) against|(?:be|been|was|"
                        "were|is|are) (?:dead |strongly |firmly )?against"),
        ("", 3, "object|objected|objects|objection*|protest*|complain*|dissent*|opposed|oppose|"
                "opposition|took exception|take exception|reservations|veto*|red flag|push back|"
                "pushed back|pushback|kick up a fuss|challenge*|contest*"),
        ("objected", 3, "cry foul|cried foul|kick off about|kicked off about|take issue with|"
                        "took issue with|taken issue with|put (?:his|her|their) foot down|"
                        "dig (?:his|her|their) heels in|dug (?:his|her|their) heels in|"
                        "raise (?:a |any )?concerns?|raised (?:a |any )?concerns?|voiced? (?:a |any |"
                        "his |her |their )?(?:concerns?|doubts?|unease|misgivings?|displeasure)|"
                        "express(?:ed)? (?:a |any )?(?:concerns?|doubts?|unease|misgivings?|"
                        "displeasure)|speak up against|spoke up against|spoke out against|"
                        "throw (?:his|her|their) toys|say no to|said no to|kick against|"
                        "make a stink|made a stink|make waves|made waves|raise an eyebrow|"
                        "stand up against|stood up against|fought|put up a fight|put up resistance|"
                        "rais(?:e|ed) (?:his|her|their) (?:hand|voice)|grumbl*|remonstrat*|"
                        "quarrel with|quarrelled with|find fault with|found fault with|"
                        "had a problem with|have a problem with|have (?:a |any )?issues? with|"
                        "had (?:a |any )?issues? with|disagreed with|disagree with|"
                        "was against|were against|speak against|spoke against|demurred|"
                        "misgiving*|qualms"),
    ),
}  # fmt: skip
"""The kinds by their cues."""


OWN: Mapping[Kind, str] = {
    "changes": "changed", "retraction": "retracted", "sign_off": "signed", "objection": "objected",
    "knowledge": "seen", "integrity": "tampered", "process": "skipped", "communication": "told",
    "precedence": "wins",
}  # fmt: skip
"""The word of a frame that any cue of its kind stands for, where the frame does not know the cue."""


@cache
def _compiled(kind: Kind) -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    return tuple(
        (instead, weight, phrase(said.replace(" .* ", " (?:[^ ]+ ){1,3}").replace("*", "[a-z]*")))
        for instead, weight, said in CUES[kind]
    )


def strength(kind: Kind, line: Line) -> int:
    """How strongly a line speaks for a kind: the weights of its cues, each line of them once."""
    return sum(weight for _, weight, pattern in _compiled(kind) if line.has(pattern))


def is_cue(kind: Kind, line: Line) -> frozenset[int]:
    """Where the words stand that are cues of a kind with any weight but the least."""
    found = (
        token.begin
        for _, weight, pattern in _compiled(kind)
        for match in (pattern.finditer(line.text) if weight > 1 else ())
        for token in line.within(match.start(), match.end())
        if not token.is_thing
    )
    return frozenset(found)


def canonical(kind: Kind, line: Line) -> Line:
    """With the word that the frame of the kind knows in the place of each way of saying it."""
    for instead, _, pattern in _compiled(kind):
        begin = 0
        while instead and (match := pattern.search(line.text, begin)):
            part = line.within(match.start(), match.end())
            at = line.tokens.index(part[0])
            one = (Token(word, part[0].begin, part[0].end) for word in instead.split())
            things = [token for token in part if token.is_thing]
            line = line.replaced(at, at + len(part), *one, *things)
            begin = match.start() + len(instead)
    return line


WORDS = frozenset(
    word
    for cues in CUES.values()
    for _, _, said in cues
    for word in re.findall("[a-z]{3,}(?![*a-z])", said)
)
"""Words that are no mistake for others."""
STEMS = tuple(
    {
        stem
        for cues in CUES.values()
        for _, _, said in cues
        for stem in re.findall(r"(?<![a-z])([a-z]{4,})\*", said)
    }
)
"""What words begin with that are none either."""
