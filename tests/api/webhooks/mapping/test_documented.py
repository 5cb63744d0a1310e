"""Every key and function that a mapping may use is in the documentation."""

from __future__ import annotations

import re

import pytest
from jmespath.functions import Functions

from api.webhooks.mapping import functions
from api.webhooks.mapping.file import (
    DealTable,
    EnvelopeTable,
    MappingFile,
    PeopleTable,
    RuleTable,
    Table,
)
from tests.shared import CHECKOUT

TEXT = (CHECKOUT / "docs" / "mapping.md").read_text(encoding="utf-8")
OWN = functions.ARGUMENTS.keys() - Functions.FUNCTION_TABLE.keys()


@pytest.mark.parametrize("table", [DealTable, EnvelopeTable, PeopleTable, RuleTable, MappingFile])
def test_every_key_is_documented(table: type[Table]) -> None:
    section = TEXT.split("## The file")[1].split("## Functions")[0]
    known = set(re.findall(r"`([a-z_]+)`|`\[+([a-z]+)[.\]]", section))
    named = {name for pair in known for name in pair if name}
    assert set(table.model_fields) <= named


def test_every_function_is_documented_here_and_in_the_code() -> None:
    section = TEXT.split("## Functions")[1].split("## Persons")[0]
    assert set(re.findall(r"`([a-z]+)\(", section)) == OWN
    assert set(re.findall(r"`([a-z]+)\(", functions.__doc__ or "")) == OWN
