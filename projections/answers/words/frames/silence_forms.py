"""The sentences in which people ask whether a text says something, and where in them it stands."""

from __future__ import annotations

from projections.answers.words.line import whole

PAPER = (
    "documents?|clauses?|papers?|paperwork|texts?|contracts?|agreements?|deal documents|wordings?|"
    "provisions?|drafts?|anything in writing|page|files?|offer|terms|our side|"
    "schedules?|annexes|record|parties|small print|boilerplate|exhibits?|appendix|attachments?|"
    "deal file|signed version|bundle"
)
_THE = (
    "(?:the |our |your |any |any of the |any of our |all |all the |one of the |these |"
    "this |some |a |of the |of our |either |signed |contract |whole )*"
)
_PAPERS = f"(?:{_THE}(?:{PAPER})|@document|anything|it)"
_ANY = f"(?:{_PAPERS}|we|they)"
_SAYS = (
    "say|says|said|mention|mentions|mentioned|contain|contains|contained|address|"
    "addresses|addressed|"
    "deal with|deals with|talk about|talks about|speak of|speaks of|speak to|refer to|refers to|"
    "provide for|provides for|speak about|speaks about|touch on|touches on|state|states|"
    "regulate|regulates|have|has|reference|references|govern|name|names|discuss|"
    "discusses|treat|treats|contemplate|contemplates|read|speak"
)
ON = (
    "about|on|regarding|concerning|of|as to|re|for|covering|mentioning|dealing with|that "
    "mentions|that says anything about|around|with regard to|in respect of|with respect "
    "to|addressing"
)
_SOME = (
    "(?:anything|nothing|not a word|not a line|not a syllable|no mention|no clause|no "
    "provision|no word|no words|no text|no language|no reference|something|a word|one "
    "word|a line|any words|any word|any text|any wording|any rule|any rules|a provision|"
    "any provision|language|any language|any mention|a clause|any clause|a clause "
    "anywhere|some text|any provisions|any clauses|any reference|a reference|whatever)"
)
_REST = "(?P<what>.+?)"
_TAIL = (
    r"(?: (?:at all|in writing|in (?:the |our )?(?:order form|master agreement)|anywhere|in "
    r"writing|if anything|or not|or is it silent|either|ever|in there|somewhere|"
    r"(?:anywhere )?in (?:the |our |any |any of the |all the )?(?:documents|papers|"
    r"contract|paperwork|agreement|text|offer|deal|contract documents|deal documents|"
    r"clauses|terms|file)|"
    r"in what (?:was|we|they) (?:agreed|signed|sent|accepted)|if at all|\\||or is (?:it|that) left "
    r"open|or (?:is|are) (?:it|they|that) (?:not|missing)|"
    r"in @document|@when|@known|to be found|or is that not mentioned|or are they "
    r"silent|written down|written|on paper|or silent))*"
)
DEALT = (
    "mentioned|addressed|dealt with|regulated|referred to|named|spelled out|spelt out|written down|"
    "covered in writing|stated|discussed|touched on|touched upon|provided for|catered for|set out|"
    "laid down|found|stipulated|governed|foreseen|contemplated|described|alluded to|tackled|"
    "handled|treated|to be found|on paper|in black and white|put in writing|in print|"
    "recorded in writing|settled|specified|taken up|spoken of|talked about"
)
HANDLES = (
    "mention|mentions|mentioned|address|addresses|addressed|contain|contains|reference|references|"
    "regulate|regulates|discuss|discusses|name|names|contemplate|contemplates|deal with|deals with|"
    "dealt with|provide for|provides for|provided for|cater for|caters for|speak of|speaks of|"
    "speak to|speaks to|refer to|refers to|touch on|touches on|touch upon|touches upon|foresee|"
    "foresees|stipulate|stipulates|allude to|alludes to|go into|goes into|spell out|spells out|"
    "set out|sets out|tackle|tackles|make provision for|makes provision for|make mention of|makes "
    "mention of|make reference to|makes reference to|make allowance for|take up|takes up|lay down|"
    "lays down|handle|handles|treat|treats|govern|governs|settle|settles|specify|specifies|"
    "describe|describes|talk about|talks about|breathe a word about|breathes a word about|"
    "breathe a word of|hint at|hints at|bring up|brings up|"
    "have anything to say (?:about|on)|has anything to say (?:about|on)"
)
RULE = (
    "anything|nothing|something|mention|provision|provisions|clause|clauses|rule|rules|"
    "wording|text|language|passage|passages|sentence|sentences|paragraph|line|word|words|"
    "reference|references|section|sections|stipulation|hint|allusion|article"
)
DEALING = (
    "dealing with|covering|concerning|regarding|about|on|addressing|governing|as to|relating to|"
    "related to|referring to|to do with|touching|touching on|touching upon|providing for|"
    "catering for|mentioning|for|of|re|(?:that|which) (?:deals? with|covers?|mentions?|"
    "addresses|governs?|concerns?|touch(?:es)? on|regulates?|speaks? of|refers? to|provides? for|"
    "says? anything (?:about|on)|says? something (?:about|on))|where (?:we|it|they) (?:mention|"
    "address|discuss)"
)
_SILENT = (
    f"(?:{_PAPERS} )?(?:is |are |was |were )?(?:{_PAPERS} )?(?:(?:keeps?|kept|stays?|stayed|"
    "remains?|remained|left) )?(?:silent|mute|quiet)"
)
_WIDER = (
    rf"(?:word|keyword|text|full text|key word|term) search(?: for| on| of)? {_REST}",
    rf"(?:search|scan|comb|check|go through|look through|searching) {_PAPERS} for {_REST}",
    rf"(?:search for|look for|searching for|looking for) {_REST}",
    (
        rf"(?:does|do|did) (?:the )?(?:word|words|term|phrase|expression|notion|name|subject|"
        rf"topic) "
        rf"{_REST} (?:appear|occur|feature|turn up|crop up|come up|figure|show up|arise)"
    ),
    (
        rf"(?:does|do|did) {_REST} (?:appear|occur|feature|turn up|crop up|come up|figure|show up|"
        rf"get (?:a mention|mentioned|addressed|any mention))"
    ),
    rf"where (?:in {_PAPERS} )?(?:is|are|was|were) {_REST} (?:{DEALT})",
    (
        rf"where (?:in {_PAPERS} )?(?:do|does|can|could|might) (?:{_ANY}|i|one|you) "
        rf"(?:find|see|read|{HANDLES})(?: anything)?(?: (?:about|on))? {_REST}"
    ),
    rf"{_SILENT} (?:{ON}) {_REST}",
    (
        rf"(?:anything|nothing|something|not anything) (?:laid down|said|stated|written|written "
        rf"down|"
        rf"agreed in writing|set out|to be found|provided|stipulated|on paper|in writing|"
        rf"recorded in "
        rf"writing|put down|down) (?:{ON}) {_REST}"
    ),
    (
        rf"(?:any|a|one|some|is there|no|not|not one|so much as|single) (?:{RULE})(?: (?:at all|"
        rf"anywhere|in {_PAPERS}|to be found|whatsoever|made))* (?:{DEALING}) {_REST}"
    ),
    rf"{_PAPERS} (?:even |ever |actually |really |anywhere |also )*(?:{HANDLES}) {_REST}",
    (
        rf"{_REST} (?:(?:is|are|was|were|does|do) )?(?:{_PAPERS} )(?:{HANDLES}|cover|covers) "
        rf"(?:it|them|that|this)"
    ),
    (
        rf"{_REST} (?:is|are|was|were) (?:it|they|that|this|there) (?:ever |even )?(?:{DEALT}|"
        rf"any (?:{RULE})(?: (?:on|about|for|of) (?:it|them|that|this))?)"
    ),
    (
        rf"{_REST} (?:do|does|did) {_ANY} (?:even |ever |actually )?(?:say|have|contain|mention|"
        rf"state) "
        rf"(?:anything|something|a word|a thing|any rule)(?: (?:on|about) (?:it|them|that|this))?"
    ),
    (
        rf"{_REST} (?:what|where) (?:do|does|did) {_ANY} (?:say|state|provide|have)"
        rf"(?: (?:on|about) (?:it|them|that|this))?"
    ),
    (
        rf"{_REST} (?:any|a|is there any|is there a|are there any) (?:{RULE})"
        rf"(?: (?:on|about|for|of) (?:it|them|that|this))?"
    ),
    rf"{_REST} (?:{_SILENT})(?: (?:on|about) (?:it|them|that|this))?",
    rf"(?:is|are|was|were) {_REST} (?:ever |even |anywhere )?(?:{DEALT})",
    (
        rf"(?:is|are|was|were|did we leave|have we left) {_REST} (?:left )?(?:unregulated|"
        rf"unmentioned|unaddressed|undefined|unsettled|out of (?:{_PAPERS}))"
    ),
    rf"(?:is|are|was|were|does|do) {_REST} (?:anywhere|somewhere|to be found)",
    (
        rf"(?:would|can|could|will|do|did|might) (?:i|we|you|one|anybody|"
        rf"anyone) (?:ever )?(?:find|see|"
        rf"come across) {_REST}"
    ),
    (
        rf"(?:has|have|had|was|were|is) (?:any |some )?(?:provision|mention|allowance|reference) "
        rf"(?:been )?(?:ever )?made (?:for|of|to) {_REST}"
    ),
    (
        rf"(?:has|have|had|was|were) (?:anything|something|"
        rf"nothing) (?:ever )?(?:been )?(?:agreed|said|"
        rf"written|put|laid down|set out)(?: down| in writing| on paper)? (?:{ON}) {_REST}"
    ),
    rf"(?:is|are|was|were) {_REST} (?:not|never|ever|nowhere) (?:{DEALT})",
    rf"{_REST} (?:is|are|was|were) (?:not |never |ever |nowhere )?(?:{DEALT})",
    rf"{_REST} (?:ever |even |anywhere )?(?:{DEALT})",
)
FORMS = tuple(
    whole(rf"(?:.+ )?{form}{_TAIL}")
    for form in (
        *_WIDER,
        (
            rf"{_ANY} (?:even |ever |actually |really )?(?:{_SAYS})(?: {_SOME})?(?: (?:at "
            rf"all|anywhere))? (?:{ON}) {_REST}"
        ),
        (
            rf"(?:{_PAPERS} )(?:even |ever |actually |really )?(?:mention|mentions|"
            rf"mentioned|address|addresses|addressed|contain|contains|reference|references|"
            rf"regulate|regulates|discuss|discusses|name|names|contemplate|contemplates) "
            rf"(?:{_SOME} (?:{ON}) )?{_REST}"
        ),
        (
            rf"(?:any|either|one) (?:of (?:the|our) )?(?:documents?|papers?|clauses?|"
            rf"texts?|provisions?) (?:even |ever )?(?:cover|covers|covered|include|"
            rf"includes|treat|treats) {_REST}"
        ),
        rf"(?:mention|mentions|mentioned) (?:of )?{_REST}",
        rf"(?:silent|silence) (?:{ON}) {_REST}",
        (
            rf"(?:anything|nothing|not anything|no mention|no word|no words|no clause|no "
            rf"provision|no text|no language|no reference|none|something|a word|one word|"
            rf"any word|words|text|wording|any mention|provision|provisions|clause|clauses|"
            rf"a line|language|rule|rules)(?: at all| anywhere| in writing| written down| "
            rf"written| on paper| in there| in (?:the |our |any )?(?:documents|papers|"
            rf"contract|paperwork|agreement|offer|terms|text)| in @document| stated| said| "
            rf"there)* (?:{ON}) {_REST}"
        ),
        rf"(?:what|where) (?:do|does|did|is|in) {_ANY} (?:{_SAYS}) (?:{ON}) {_REST}",
        (
            rf"(?:is|are|was|were) {_REST} (?:ever |even )?(?:mentioned|addressed|dealt "
            rf"with|regulated|referred to|named|spelled out|written down|in writing|"
            rf"covered in writing|stated|discussed|touched on|covered|mention) (?:anywhere|"
            rf"somewhere|at all|in any (?:document|clause|paper|text|of the documents)|in "
            rf"(?:the |our )(?:contract|documents|papers|agreement|paperwork)|in @document|"
            rf"by any (?:document|clause))"
        ),
        (
            rf"(?:is|are|was|were) {_REST} (?:ever |even )?(?:mentioned|addressed|dealt "
            rf"with|regulated|referred to|spelled out|written down|in writing)"
        ),
        rf"(?:anything|something|nothing) (?:said|stated|written) (?:{ON}) {_REST}",
        rf"(?:any|some) (?:reference|references|mention|hint|allusion) (?:to|of) {_REST}",
        rf"(?:anywhere )?in (?:the |our |any )?(?:documents?|papers?|contract|text) {_REST}",
        rf"{_REST} (?:mentioned|addressed|written down|in writing|dealt with|spelled out)",
    )
)
