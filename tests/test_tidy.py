"""The house stays tidy: sizes, and documentation of every event, setting, command and code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import api.app  # noqa: F401 - so that every refusal of the service is known here, alone too
from api.cli.main import application
from api.errors import TITLES
from api.settings import PREFIX, SETTINGS, Settings, variable
from domain import faults, refusals, strict_json
from domain.events import REGISTRY
from domain.refusals import Refusal
from tests.shared import CHECKOUT

PACKAGES = ("domain", "ledger", "projections", "api")
LONGEST_FILE = 400
LONGEST_FUNCTION = 70
TOP_LEVEL = {
    *PACKAGES,
    *("tests", "docs", "pyproject.toml", "README.md", "Makefile", "constraints.txt"),
}


def sources(*packages: str) -> Iterator[Path]:
    for package in packages:
        yield from sorted((CHECKOUT / package).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_no_file_holds_two_ideas() -> None:
    lengths = {
        str(path.relative_to(CHECKOUT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in sources(*PACKAGES, "tests")
    }
    assert {path: size for path, size in lengths.items() if size > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = [
        f"{path.name}:{function.name}"
        for path in sources(*PACKAGES, "tests")
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert found == []


def test_the_top_level_holds_what_was_fixed_and_nothing_else() -> None:
    found = {
        path.name
        for path in CHECKOUT.iterdir()
        if not path.name.startswith((".", "__")) and not path.name.endswith(".egg-info")
    }
    assert found - TOP_LEVEL == set()


def document(name: str) -> str:
    return (CHECKOUT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REGISTRY.names)
def test_every_event_is_in_the_glossary_with_its_fields(name: str) -> None:
    [line] = [each for each in document("glossary.md").splitlines() if f"| `{name}` |" in each]
    listed = {field.strip().rstrip("?") for field in line.split("|")[3].split(",")}
    written_in = {"proposal.sealed": {"digest"}, "record.corrected": {"type"}}.get(name, set())
    fields = REGISTRY.kind(name).model_fields
    assert listed == {field.alias or key for key, field in fields.items()} - written_in


def test_every_setting_is_in_the_table_word_for_word_with_its_default() -> None:
    table = [line for line in document("operating.md").splitlines() if line.startswith("| `DEAL_")]
    defaults = {variable(name): each.default for name, each in Settings.model_fields.items()}
    expected = [
        f"| `{name}` | {meaning} | {_as_default(defaults[name])}".rstrip() + " |"
        for name, meaning in SETTINGS.items()
    ]
    assert table == expected


def _as_default(value: object) -> str:
    if isinstance(value, float):
        return f"`{value:g}`"
    return f"`{value}`" if isinstance(value, int | str) else ""


def test_every_setting_that_the_code_reads_is_a_setting() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sources(*PACKAGES))
    read = {word.strip("\"'.,`():") for word in text.split() if PREFIX in word}
    assert {name for name in read if name.isidentifier()} - {PREFIX} <= set(SETTINGS)


def test_every_command_is_documented_and_has_help() -> None:
    table = document("operating.md")
    for command in application().registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__
        assert f"`deal-ledger {command.name or command.callback.__name__}" in table


def test_every_command_of_a_group_is_documented_and_has_help() -> None:
    table = document("operating.md")
    for group in application().registered_groups:
        assert group.typer_instance
        for command in group.typer_instance.registered_commands:
            assert command.callback is not None
            assert command.callback.__doc__
            name = f"{group.name} {command.name or command.callback.__name__}"
            assert f"`deal-ledger {name}" in table, name


def test_every_refusal_has_a_line_in_the_table_and_every_line_a_refusal() -> None:
    codes = {each.code for each in _subclasses(Refusal) if each.code != refusals.Malformed.code}
    codes |= _codes_in(Path(faults.__file__)) | _codes_in(Path(strict_json.__file__))
    codes |= _codes_in(CHECKOUT / "domain" / "record.py", CHECKOUT / "api" / "importing.py")
    codes |= _codes_in(CHECKOUT / "api" / "refusals.py")
    for path in sources("domain"):
        codes |= _custom_errors(path)
    assert codes == set(TITLES)


def _subclasses(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def _codes_in(*paths: Path) -> set[str]:
    """Every first argument of a Fault, and every code in the tables of `faults`."""
    found = set()
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Fault" | "_refused"), args=[first, *_]):
                    found |= _constants(first)
                case _:
                    pass
    if Path(faults.__file__) in paths:
        found |= {code for code, _ in faults._BY_PATTERN.values()}
        found |= {*faults._BY_TYPE.values(), *faults._OWN}
    return found


def _custom_errors(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="PydanticCustomError"), args=[first, *_]):
                found |= _constants(first)
            case _:
                pass
    return found


def _constants(node: ast.expr) -> set[str]:
    values = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return {each.value for each in values if isinstance(each.value, str)}
