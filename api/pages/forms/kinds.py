"""All forms, in the order in which they are offered."""

from __future__ import annotations

from api.pages.forms import instruction, said, signed, taking_part

FORMS = (
    *(said.MEETING, said.CALL, said.STATEMENT, said.ACKNOWLEDGEMENT, said.OBJECTION),
    *(signed.GRANTED, signed.DECLINED, signed.WITHDRAWN),
    *(taking_part.PERSON, taking_part.COMPANY),
    instruction.INSTRUCTED,
)
BY_NAME = {form.name: form for form in FORMS}
