"""What is wrong with a mapping file is said at load, with the place and the expression."""

from __future__ import annotations

import pytest

from api.refusals import BadMapping
from api.webhooks.mapping.loading import default_text, load, providers
from api.webhooks.registry import PROVIDERS

HEAD = """
provider = "hubspot"
system = "hubspot"
channel = "crm"
[deal]
object = "text(objectId)"
id = "object()"
"""
RULE = """
[[record]]
name = "amount"
when = "propertyName == 'amount'"
type = "value.reported"
data = { system = "system()", object = "object()", field = "'amount'", value = "propertyValue" }
"""


def faults(text: str) -> dict[str, str]:
    with pytest.raises(BadMapping) as caught:
        load(text)
    assert {each.code for each in caught.value.faults} == {"bad_mapping"}
    return {each.pointer: each.message for each in caught.value.faults}


def rule(**changes: str) -> str:
    """The rule with some of its lines written otherwise; new ones at its end."""
    lines = dict(line.split(" = ", 1) for line in RULE.split("\n") if " = " in line)
    lines |= changes
    return HEAD + "[[record]]\n" + "\n".join(f"{name} = {text}" for name, text in lines.items())


def test_a_mapping_without_a_fault_is_taken() -> None:
    assert load(HEAD + RULE).rules[0].name == "amount"


@pytest.mark.parametrize("provider", providers())
def test_a_mapping_comes_with_the_program_for_every_provider(provider: str) -> None:
    found = load(default_text(provider) or "")
    known = PROVIDERS[provider]
    assert (found.provider, found.system, found.channel) == (
        known.name,
        known.system,
        known.channel,
    )
    assert set(providers()) == set(PROVIDERS)


def test_a_name_outside_those_that_come_along_reads_no_file() -> None:
    assert default_text("../mapping/defaults/hubspot") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("provider = ", "Not TOML: "),
        (b"\xff", "Not UTF-8 at byte 0."),
        ("# " + "x" * 300_000, "at most 262,144 bytes"),
        ("a = " + "[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_mapping_file_is_refused(text: str | bytes, message: str) -> None:
    with pytest.raises(BadMapping, match=message):
        load(text)


def test_missing_and_unknown_keys_are_named_with_their_rule() -> None:
    found = faults('provider = "x"\nsystem = "x"\nchanel = "crm"\n')
    assert set(found) == {"/channel", "/chanel"}
    found = faults(rule(wen='"x"'))
    assert found == {"/record/0/wen": "Rule 'amount': There is no field 'wen' here."}


def test_an_expression_that_cannot_be_read_is_named_with_what_is_wrong() -> None:
    [(place, message)] = faults(rule(when="\"propertyName == 'amount' and x\"")).items()
    assert place == "/record/0/when"
    assert message.startswith(
        "Rule 'amount', when, expression \"propertyName == 'amount' and x\": Unexpected token: and"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("propertyName ==", "it ends too early"),
        ("'open", "Unclosed ' delimiter"),
        ("", "cannot be empty"),
        ("nosuch(a)", "there is no function nosuch()"),
        ("text(a, b)", "text() takes 1 argument(s), not 2"),
        ("not_null()", "not_null() takes at least 1 argument(s), not 0"),
        ("to_string(a)", "use text()"),
        ("member()", "needs a rule with `each`"),
        ("value()", "needs a rule with `fields`"),
        ("lookup('nosuch', a)", "lookup() names what the file has not: [tables.nosuch]"),
        ("the('nosuch')", "the() names what the file has not: [the] nosuch"),
        ("the(name)", "the() names what the file has not"),
        ("a[::0]", "a slice has no step 0"),
        ("!a.b", "!(a.b)"),
        ("[" * 3000, "more than 2000 characters"),
        ("(" * 1900 + "a" + ")" * 1, "nested too deeply"),
    ],
)
def test_an_expression_that_cannot_be_used_says_why(expression: str, message: str) -> None:
    text = expression.replace('"', '\\"')
    [found] = faults(rule(actor=f'"{text}"')).values()
    assert message in found or "at most 2000 characters" in found


def test_all_faults_are_found_at_once() -> None:
    both = rule(when='"a ||"', actor='"nosuch()"', type='"value.reportd"', key='"x"')
    assert set(faults(both)) == {f"/record/0/{name}" for name in ("when", "actor", "type", "key")}


@pytest.mark.parametrize(
    ("type_", "message"),
    [
        ("value.reportd", "'value.reportd' is not a type of the vocabulary"),
        ("answer.issued", "written by the ledger alone"),
        ("term.stated", "never a term"),
    ],
)
def test_a_record_that_no_mapping_makes_is_refused(type_: str, message: str) -> None:
    assert message in faults(rule(type=f'"{type_}"'))["/record/0/type"]


def test_a_term_does_not_come_in_with_a_clause() -> None:
    data = '{ clause = "\'4\'", heading = "a", text = "b", term = { kind = "\'price\'" } }'
    found = faults(rule(type='"clause.added"', data=data))
    assert "never a term" in found["/record/0/data/term"]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ("{ }", "/record/0/data/system", "The field 'system' is required"),
        ('{ feld = "a" }', "/record/0/data/feld", "There is no field 'feld' here"),
        ("{ system = \"'a b'\" }", "/record/0/data/system", "An id is 1 to 120 characters"),
        ("{ value = 1.5 }", "/record/0/data/value", "what can stand here is an expression"),
        ("{ value = 10:00:00 }", "/record/0/data/value", "what can stand here is an expression"),
    ],
)
def test_data_that_no_record_of_this_type_can_have_is_refused(
    data: str, place: str, message: str
) -> None:
    assert message in faults(rule(data=data))[place]


def test_constants_and_refs_within_lists_are_checked_too() -> None:
    data = (
        '{ message = "a", to = ["b"], channel = "\'mail\'", '
        'about = [{ proposl = "c" }], objection_until = 2025-05-16 }'
    )
    found = faults(rule(type='"message.sent"', data=data))
    assert "One of: 'email', 'chat'" in found["/record/0/data/channel"]
    assert "There is no field 'proposl' here" in found["/record/0/data/about/0/proposl"]
    assert "/record/0/data/objection_until" not in found


def test_what_only_a_payload_tells_is_not_judged() -> None:
    data = '{ message = "a", to = "b", channel = "c", about = [{ clause = "d", version = "e" }] }'
    assert load(rule(type='"message.sent"', data=data)).rules[0].type == "message.sent"


def test_a_constant_actor_is_a_person_id() -> None:
    assert "An id is 1 to 120" in faults(rule(actor="\"'a b'\""))["/record/0/actor"]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"fields": '{ amount = "amount" }'}, "fields"),
        ({"values": '"a"'}, "fields"),
        ({"previous": '"a"'}, "previous"),
        ({"cleared": '"a"'}, "cleared"),
        ({"report_empty": "true"}, "report_empty"),
        ({"key": '"a"'}, "key"),
        ({"unless_refused_as": '["nosuch"]'}, "unless_refused_as"),
        ({"name": '"With Space"'}, "name"),
        ({"evidence": '"signed"'}, "evidence"),
        ({"privilege": '"secret"'}, "privilege"),
    ],
)
def test_what_does_not_go_together_is_refused(changes: dict[str, str], place: str) -> None:
    assert set(faults(rule(**changes))) == {f"/record/0/{place}"}


def test_two_rules_have_two_names() -> None:
    assert "stands in the ids of records" in faults(HEAD + RULE + RULE)["/record/1/name"]


def test_a_record_of_a_deal_needs_the_deal() -> None:
    found = faults(rule().replace("[deal]\n", "").replace('object = "text(objectId)"\n', ""))
    assert "/id" in found
    head = HEAD.split("[deal]", maxsplit=1)[0]
    found = faults(head + RULE)
    message = "Rule 'amount', type: its deal is not said: the file needs a table [deal]."
    assert found == {"/record/0/type": message}


def test_a_hint_is_for_a_field_that_is_made() -> None:
    assert set(faults(HEAD + '[hints]\n"data.nosuch" = "x"\n' + RULE)) == {"/hints/data.nosuch"}


def test_shared_expressions_do_not_go_round_in_circles() -> None:
    found = faults(HEAD + "[the]\na = \"the('b')\"\nb = \"the('a')\"\n" + RULE)
    assert set(found) == {"/the/a", "/the/b"}


def test_persons_are_stated_by_somebody_on_a_day() -> None:
    people = '[people]\nstated_by = "a b"\nmethod = "x"\n[people.known]\n"a@b.c" = "not an id"\n'
    assert set(faults(HEAD + people + RULE)) == {
        "/people/stated_on",
        "/people/stated_by",
        "/people/known/a@b.c",
    }
