"""The form of a retraction: who instructed it, why, and what was taken back from whom.

It makes the retraction; and the instruction too, where that is not on record yet: one for the
proposal, or one for each clause that is taken back alone; and an objection of who executes it. Who
instructs and who executes are two people: where it was one, nobody instructed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.pages.forms.choices import Choices, cut, plain
from api.pages.forms.common import BESIDE, REASON_CLASSES, at, reasons, who
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import made
from api.pages.forms.time_order import too_early
from api.pages.wording import words
from domain.occurrence import Interval
from domain.refusals import Fault

Json = dict[str, Any]
THE_RETRACTION, THE_INSTRUCTION, THE_OBJECTION = 0, 1, 2
NEW, NOBODY = "new", "nobody"
_AROUND = ("evidence", "privilege")
HOW_MUCH = plain([("all", "The whole proposal"), ("some", "Only the clauses ticked below")])
SAY_WHO = "Say who instructed it, or that nobody did."
SAY_ANOTHER = (
    "Who instructs and who retracts are two people. Where it was one, say that whoever retracts "
    "decided it."
)
SAY_WHAT = "Say whether the whole proposal is taken back, or tick the clauses that are."


@dataclass(frozen=True, slots=True)
class RetractionForm:
    """For one proposal, by what its impact statement shows of it."""

    impact: Json
    same: Callable[[str, str], bool] = str.__eq__
    """Whether two ids are one human."""
    times: Sequence[Interval] = ()
    """When the proposal was sealed, and when it was sent."""

    @property
    def instruction_fields(self) -> tuple[Field, ...]:
        """Who instructed it; what follows the first is of an instruction that is new."""
        fields = (
            Field("instructed_by", "Who told them to", "one", "/actor", choices=lambda d: d.people),
            Field("instructed", "When they told them to", "when", "/occurred_at"),
            Field(
                *("instructed_reason_class", "Kind of reason they gave", "one"),
                *("/data/reason_class", "", REASON_CLASSES),
            ),
            Field(
                *("instructed_reason", "The reason, in their words", "words", "/data/reason"),
                hint="What they said to whoever retracts, not what the other side is told.",
            ),
        )
        return (
            Field(
                *("instruction", "Was it instructed?", "pick", "/instructed_by"),
                choices=self._instructions,
            ),
            *(replace(each, of=THE_INSTRUCTION) for each in fields),
        )

    @property
    def _instructions(self) -> Choices:
        on_record = [
            (f"record:{each['record']}", _told(each)) for each in self.impact["instructions"]
        ]
        return plain(
            [
                *on_record,
                (NEW, "Yes, and that is not on record yet: it is recorded too"),
                (NOBODY, "No: whoever retracts decided it"),
            ]
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        """Of the retraction itself."""
        held = self.impact["clauses"] or []
        of_clauses = (
            Field("how_much", "What is taken back", "pick", "", choices=HOW_MUCH),
            Field(
                *("clauses", "The clauses", "some", "/data/clauses"),
                choices=plain((e["clause"], f"{e['clause']} {e['heading'] or ''}") for e in held),
                needed=False,
            ),
        )
        return (
            *(of_clauses if held else ()),
            who("Who retracts it"),
            Field(
                *("on_behalf_of", "On behalf of", "one", "/on_behalf_of"),
                choices=lambda deal: deal.people,
                needed=False,
            ),
            at("When it was retracted"),
            Field("to", "Towards whom", "some", "/data/to", choices=lambda deal: deal.anybody),
            *reasons(),
            Field(
                *("dispatched", "When it left", "when", "/data/dispatched_at"),
                needed=False,
            ),
            Field(
                *("received", "When it arrived", "when", "/data/received_at"),
                hint="A retraction counts when it is received. Where that is not known, when it "
                "happened is taken, and said to be.",
                needed=False,
            ),
            Field(
                *("replacement", "What stands in its place", "one", "/data/replacement"),
                choices=lambda deal: deal.proposals,
                needed=False,
            ),
            Field(
                *("objection", "What whoever retracts objects to it", "words", "/data/words"),
                hint="In their own words. It is put on record with the retraction, as their "
                "objection, and does not keep it from being made.",
                needed=False,
                of=THE_OBJECTION,
            ),
        )

    @property
    def every(self) -> tuple[Field, ...]:
        """All of them, in the order in which they are shown."""
        return (*self.instruction_fields, *self.fields, *BESIDE)

    @property
    def first(self) -> dict[str, list[str]]:
        """What is filled in at first: those that it was sent to, as far as it was."""
        sent_to = [each for sending in self.impact["sent"] for each in sending["to"]]
        return {"to": list(dict.fromkeys(sent_to))}

    def records(self, filled: Filled, zone: str, id_: str) -> tuple[list[Json], list[Fault]]:
        """What was filled in, the retraction last; and what is wrong, pointing into the list."""
        retraction, faults = made(self.every, filled, zone)
        data = retraction.setdefault("data", {})
        retraction |= {"id": id_, "type": "proposal.retracted"}
        data["proposal"] = self.impact["proposal"]
        chosen = filled.line("how_much")
        if self.impact["clauses"] and chosen != "some":
            data.pop("clauses", None)
        elif chosen == "some":
            data.setdefault("clauses", [])
        if self.impact["clauses"] and chosen not in {"all", "some"}:
            faults.append(Fault("missing_field", "/data/clauses", SAY_WHAT))
        instructions, wrong = self._instructed(retraction, filled, zone)
        told = self._instructed_at(filled.line("instruction"), instructions)
        faults += too_early(retraction, told, self.times, zone)
        first = [*instructions, *self._objections(retraction, filled, zone)]
        if self._by_one(retraction):
            faults.append(Fault("bad_value", "/actor", SAY_ANOTHER))
        faults = [replace(each, pointer=f"/{len(first)}{each.pointer}") for each in faults]
        return [*first, retraction], [*wrong, *faults]

    def _instructed_at(self, chosen: str, new: Sequence[Json]) -> object:
        if new:
            return new[0].get("occurred_at")
        at = {f"record:{e['record']}": e["occurred_at"] for e in self.impact["instructions"]}
        return at.get(chosen)

    def _by_one(self, retraction: Json) -> bool:
        by, told_by = retraction.get("actor"), retraction.get("instructed_by")
        return by is not None and told_by is not None and self.same(by, told_by)

    def _objections(self, retraction: Json, filled: Filled, zone: str) -> list[Json]:
        """What whoever executes objects to: about what is taken back, when it is."""
        record, _ = made(self.fields, filled, zone, THE_OBJECTION)
        if not record:
            return []
        same = (*_AROUND, "actor", "occurred_at")
        about = {"about": self._targets(retraction["data"])}
        return [
            {
                **{name: retraction[name] for name in same if name in retraction},
                "id": f"{retraction['id']}.objection",
                "type": "objection.raised",
                "data": {**record["data"], **about},
            }
        ]

    def parts(self, records: Sequence[Json]) -> list[int]:
        """Which part of the form each of the records is."""
        parts = {
            "retraction.instructed": THE_INSTRUCTION,
            "objection.raised": THE_OBJECTION,
        }
        return [parts.get(each["type"], THE_RETRACTION) for each in records]

    def _instructed(
        self, retraction: Json, filled: Filled, zone: str
    ) -> tuple[list[Json], list[Fault]]:
        """The instructions to be recorded; who instructed stands in the retraction in any case."""
        chosen = retraction.pop("instructed_by", None)
        if chosen == NOBODY:
            return [], []
        if chosen == NEW:
            return self._new_instructions(retraction, filled, zone)
        by_record = {f"record:{e['record']}": e["actor"] for e in self.impact["instructions"]}
        if chosen not in by_record:
            return [], [Fault("missing_field", "/0/instructed_by", SAY_WHO)]
        retraction["instructed_by"] = by_record[chosen]
        return [], []

    def _new_instructions(
        self, retraction: Json, filled: Filled, zone: str
    ) -> tuple[list[Json], list[Fault]]:
        record, faults = made(self.instruction_fields, filled, zone, THE_INSTRUCTION)
        if "actor" in record:
            retraction["instructed_by"] = record["actor"]
        around = {name: retraction[name] for name in _AROUND if name in retraction}
        # Where nobody retracts yet, it is that which is called missing.
        to = {"to": retraction.get("actor", NOBODY)}
        targets = self._targets(retraction["data"])
        found = [
            {
                **around,
                **record,
                "id": f"{retraction['id']}.instructed.{number}",
                "type": "retraction.instructed",
                "data": {**record.get("data", {}), **to, "target": target},
            }
            for number, target in enumerate(targets, 1)
        ]
        return found, [replace(each, pointer=f"/0{each.pointer}") for each in faults]

    def _targets(self, data: Json) -> list[Json]:
        """What was to be taken back: the proposal, or each clause, as a ref names one thing."""
        versions = {each["clause"]: each["version"] for each in self.impact["clauses"] or []}
        named = [clause for clause in data.get("clauses", []) if clause in versions]
        wordings = [{"clause": each, "version": versions[each]} for each in named]
        return wordings or [{"proposal": self.impact["proposal"]}]


def _told(instruction: Json) -> str:
    who, why = instruction["actor_name"], words(instruction["reason_class"])
    return f"Yes, as it is on record: by {who}, {why}: “{cut(instruction['reason'])}”"
