"""Ordinary questions that say when, or say something round the question: what each must read as."""

from __future__ import annotations

from typing import Any

COBALT, TRAMS, ART, ORGAN, RINK = "cobalt", "71", "52", "83", "101"
POOL, ENGINES, PRINT, METERS, DOME, CRANES = "131", "132", "133", "134", "135", "136"

Row = tuple[str, str, str, dict[str, Any], str | None, str | None]
"""Deal, words, kind, some of the parameters, and how both times begin."""

WHEN: list[Row] = [
    # A day, with the time of the day beside it.
    (DOME, "Which terms applied at noon on 20 March 2025?", "terms", {}, "2025-03-20T12:00", None),
    (ENGINES, "Was A2.3 signed off by close of business on 15 June 2024?", "sign_off", {"clauses": ["A2.3"]}, "2024-06-15", None),
    (CRANES, "What were the hire terms first thing on 20 May 2025?", "terms", {}, "2025-05-20", None),
    (METERS, "By lunchtime on 22 February 2024, had Rose signed B/2.1?", "sign_off", {"clauses": ["B/2.1"], "persons": ["s134.rose"]}, "2024-02-22", None),
    (RINK, "Was 5.1 signed off by the evening of 10 March 2025?", "sign_off", {"clauses": ["5.1"]}, "2025-03-10", None),
    (ORGAN, "Did anyone object to III.1 by midnight on 30 November 2023?", "objection", {"clauses": ["III.1"]}, "2023-11-3", None),
    # The end, start or middle of something.
    (METERS, "Which prices did we have with them as of end of March 2024?", "terms", {}, "2024-03-31", None),
    (COBALT, "What was the discount at the beginning of June 2025?", "terms", {}, "2025-06-01", None),
    (ART, "Was crate storage held at the end of October 2023?", "scope", {"items": [{"axis": "services", "item": "s52.store"}]}, "2023-10-31", None),
    (TRAMS, "Were spares under the ceiling in mid-February 2024?", "scope", {}, "2024-02-15", None),
    (COBALT, "What did we have on file about the discount at the end of April 2025?", "terms", {}, None, "2025-04-30"),
    # At something that happened.
    (CRANES, "On the morning of the acceptance of H2, what was the rate for flat-top cranes?", "terms", {}, "2025-05-27", None),
    (COBALT, "On the day of the signing, were cherry pickers in the discount?", "scope", {}, "2025-04-16", None),
    (ENGINES, "The day P2 went out, did A2.3 have a sign-off?", "sign_off", {"clauses": ["A2.3"]}, "2024-06-17", None),
    (ENGINES, "What did the hand-over clause say the day the order came in?", "terms", {"clauses": ["A1"]}, "2024-06-24", None),
    (ORGAN, "Was III.1 signed off at the time of the acceptance?", "sign_off", {"clauses": ["III.1"]}, "record:s83.acc", None),
    (ORGAN, "Was III.1 signed off when the parish accepted?", "sign_off", {"clauses": ["III.1"]}, "record:s83.acc", None),
    (DOME, "Was Zsófia entitled to sign IV.1 when she did?", "sign_off", {"ask": "allowed", "clauses": ["IV.1"], "persons": ["s135.zso"]}, None, None),
    (ORGAN, "Was Hope allowed to sign III.1 at the time?", "sign_off", {"ask": "allowed", "clauses": ["III.1"], "persons": ["s83.hope"]}, None, None),
    (RINK, "What did clause 7 say back when P1 went out?", "terms", {"clauses": ["7"]}, "record:s101.sent1", None),
    (METERS, "At the moment Youssef declined, what did B/2.2 say?", "terms", {"clauses": ["B/2.2"]}, "record:s134.so2no", None),
    # Before, after, up to, between, since.
    (ENGINES, "A week before they accepted, was A2.3 signed off?", "sign_off", {"clauses": ["A2.3"]}, "2024-06-17", None),
    (ENGINES, "What was the hand-over term two days after P2 was sent?", "terms", {}, "2024-06-19", None),
    (CRANES, "The day after the dispute was opened, what hire terms did we have?", "terms", {}, "2025-10-07", None),
    (CRANES, "Before the clarification, say on 20 June 2025: was wind monitoring in the hold?", "scope", {}, "2025-06-20", None),
    (TRAMS, "Up to the dispute, had anyone objected to L-2?", "objection", {"clauses": ["L-2"]}, "record:s71.disp", None),
    (RINK, "What changed in clause 7 between the two offers?", "changes", {"clauses": ["7"]}, None, None),
    (ENGINES, "What changed after the first offer?", "changes", {}, None, None),
    (COBALT, "Did anything change between 20 March and 1 April 2025?", "changes", {}, None, None),
    (COBALT, "Has anything changed since Carla accepted?", "changes", {}, None, None),
    (RINK, "Had Mark seen 5.1 before the client accepted?", "knowledge", {"clauses": ["5.1"], "persons": ["s101.mark"]}, None, None),
    (COBALT, "Had Marcus seen 2.8 by the time Carla opened P1?", "knowledge", {"clauses": ["2.8"], "persons": ["w.marcus"]}, None, None),
    (METERS, "Did anyone object prior to the acceptance?", "objection", {}, None, None),
    (ORGAN, "Did anyone object to III.1 before the organ contract was signed?", "objection", {"clauses": ["III.1"]}, None, None),
    # What was on record then.
    (ENGINES, "As far as we knew on 20 June 2024, were foam tanks reduced?", "scope", {}, None, "2024-06-20"),
    (ENGINES, "From what we had on file on 20 June 2024, were foam tanks within the discount?", "scope", {}, None, "2024-06-20"),
    (METERS, "Judging by the file on 1 March 2024, did Hind know about B/2.2?", "knowledge", {"clauses": ["B/2.2"], "persons": ["s134.hind"]}, None, "2024-03-01"),
    (TRAMS, "On what was known when the dispute was opened: was P1 retracted before Inês accepted?", "retraction", {}, None, "record:s71.disp"),
    (TRAMS, "With only what we knew before the dispute, did anyone object to L-2?", "objection", {"clauses": ["L-2"]}, None, "record:s71.disp"),
    (DOME, "If I look only at what was recorded by 12 March 2025: had Tariel seen VII?", "knowledge", {"clauses": ["VII"], "persons": ["s135.tariel"]}, None, "2025-03-12"),
    (RINK, "According to the record of 1 April 2025, was P2 signed off?", "sign_off", {"proposal": "P2"}, None, "2025-04-01"),
    (COBALT, "Knowing what we knew on 14 April 2025, were generators discounted?", "scope", {}, None, "2025-04-14"),
]

ROUND: list[Row] = [
    # Openers, courtesies and asides.
    (CRANES, "Quick one before the call: was R-7 signed off?", "sign_off", {"clauses": ["R-7"]}, None, None),
    (COBALT, "Asking for the board: who signed off 2.3?", "sign_off", {"clauses": ["2.3"]}, None, None),
    (ORGAN, "Hi both, did Maarja sign off III.1?", "sign_off", {"clauses": ["III.1"], "persons": ["s83.maarja"]}, None, None),
    (RINK, "Sorry to bother you again, but is leak detection capped?", "scope", {}, None, None),
    (METERS, "For my notes: which documents take precedence?", "precedence", {}, None, None),
    (TRAMS, "Just to be sure, was P1 ever withdrawn?", "retraction", {"proposal": "P1"}, None, None),
    (DOME, "Two minutes before the hearing, who signed IV.1?", "sign_off", {"clauses": ["IV.1"]}, None, None),
    (ART, "Morning! Do we hold the price of night haulage?", "scope", {}, None, None),
    (ENGINES, "Stupid question probably, but did the client object to G.5?", "objection", {"clauses": ["G.5"]}, None, None),
    (COBALT, "I'm drafting the reply to Summit Lane. Was 2.8 retracted?", "retraction", {"clauses": ["2.8"]}, None, None),
    (ENGINES, "Counsel wants to know whether P2 was withdrawn before it was accepted.", "retraction", {"proposal": "P2"}, None, None),
    (RINK, "One more thing, did Will ever see clause 7?", "knowledge", {"clauses": ["7"], "persons": ["s101.will"]}, None, None),
    (METERS, "Before I answer Karim: are radio modules reduced?", "scope", {}, None, None),
    (ORGAN, "Can you check for me if Kaarel saw III.1 before it went out, please?", "knowledge", {"clauses": ["III.1"], "persons": ["s83.kaarel"]}, None, None),
    (CRANES, "Thanks in advance! Who asked for R-3 to be revised?", "changes", {"clauses": ["R-3"]}, None, None),
    # Two sentences, the first of which sets the scene.
    (TRAMS, "Annex L and clause 5.2 differ. Which takes precedence?", "precedence", {}, None, None),
    (METERS, "S1.6 and GT-12-c contradict each other. Who wins?", "precedence", {"clauses": ["S1.6", "GT-12-c"]}, None, None),
    (DOME, "We lost the mail. Was III.5 in Q-1?", "terms", {"clauses": ["III.5"], "proposal": "Q-1"}, None, None),
    (CRANES, "Yaw says he never saw R-9. Is that right?", "knowledge", {"clauses": ["R-9"], "persons": ["s136.yaw"]}, None, None),
    (COBALT, "Carla says generators are in the discount. Are they?", "scope", {"items": [{"axis": "services", "item": "generators"}]}, None, None),
    (RINK, "Eero claims dehumidifying is under the cap. Is it?", "scope", {"items": [{"axis": "services", "item": "s101.dehum"}]}, None, None),
    (COBALT, "They added a machine in June. Does it get the discount?", "scope", {"items": [{"axis": "orders", "item": "expansion"}]}, None, None),
    (ORGAN, "Hope signed III.1. Was she allowed to?", "sign_off", {"ask": "allowed", "clauses": ["III.1"], "persons": ["s83.hope"]}, None, None),
    (ENGINES, "Mark never answered. Did he see A1?", "knowledge", {"clauses": ["A1"], "persons": ["s132.mark"]}, None, None),
    (TRAMS, "The dispute was opened in May. Was anything altered later?", "integrity", {}, None, None),
    # Dashes, brackets, the topic first.
    (RINK, "Clause 7: who signed?", "sign_off", {"clauses": ["7"]}, None, None),
    (ART, "Bespoke crates - price held or not?", "scope", {}, None, None),
    (ORGAN, "III.1 (the tuning) - did Maarja sign it?", "sign_off", {"clauses": ["III.1"], "persons": ["s83.maarja"]}, None, None),
    (CRANES, "About R-7 - was it retracted?", "retraction", {"clauses": ["R-7"]}, None, None),
    (METERS, "As for S1.4, who decided to take it back?", "retraction", {"clauses": ["S1.4"]}, None, None),
    (COBALT, "Objections to 2.3, any?", "objection", {"clauses": ["2.3"]}, None, None),
    # Tags.
    (RINK, "Brine testing is in the discount, right?", "scope", {}, None, None),
    (TRAMS, "P1 was withdrawn before Inês accepted, or was it?", "retraction", {"proposal": "P1"}, None, None),
    (ENGINES, "Grant signed 12.b, didn't he?", "sign_off", {"clauses": ["12.b"], "persons": ["s132.grant"]}, None, None),
    (DOME, "Tariel saw VII before he accepted, correct?", "knowledge", {"clauses": ["VII"], "persons": ["s135.tariel"]}, None, None),
    (ART, "Nobody objected to P4, did they?", "objection", {"proposal": "P4"}, None, None),
    (METERS, "The Régie was never told that bench calibration is excluded, was it?", "communication", {}, None, None),
]
