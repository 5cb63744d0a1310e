"""Mapping files, read: those that somebody wrote, and those that come with the program."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from pydantic import ValidationError

from api.refusals import BadMapping, mapping_fault
from api.webhooks.mapping.compiling import mapping_of
from api.webhooks.mapping.file import MappingFile
from api.webhooks.mapping.rules import ProviderMapping
from domain.faults import faults_of
from domain.refusals import Fault

LARGEST = 256 * 1024
_DEFAULTS = files("api.webhooks.mapping") / "defaults"


def load(text: str | bytes) -> ProviderMapping:
    """The mapping in the text of a file. Raises BadMapping with every fault and its place."""
    return mapping_of(_file(text))


def default_text(provider: str) -> str | None:
    """The mapping file that comes with the program; None for a provider that has none."""
    if provider not in providers():
        return None
    return (_DEFAULTS / f"{provider}.toml").read_text(encoding="utf-8")


def providers() -> list[str]:
    """Those for which a mapping comes with the program."""
    names = (each.name for each in _DEFAULTS.iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def _file(text: str | bytes) -> MappingFile:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(raw) > LARGEST:
        raise _unreadable(f"A mapping file has at most {LARGEST:,} bytes.")
    try:
        table = tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _unreadable(f"Not UTF-8 at byte {error.start}.") from None
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(f"Not TOML: {error}.") from None
    except (RecursionError, ValueError):
        raise _unreadable("Not TOML that can be read: it is nested too deeply.") from None
    try:
        return MappingFile.model_validate(table)
    except ValidationError as error:
        raise BadMapping(tuple(_placed(each, table) for each in faults_of(error))) from None


def _placed(fault: Fault, table: dict[str, object]) -> Fault:
    """The fault with the rule's name, where it is in one that has a name."""
    rule = _name_of_rule(fault.pointer, table)
    return mapping_fault(fault.pointer, f"{rule}{fault.message}")


def _name_of_rule(pointer: str, table: dict[str, object]) -> str:
    rules, (_, first, *below) = table.get("record"), pointer.split("/") if pointer else ("", "")
    if first != "record" or not below or not isinstance(rules, list) or not below[0].isdecimal():
        return ""
    rule = rules[int(below[0])]
    name = rule.get("name") if isinstance(rule, dict) else None
    return f"Rule {name[:40]!r}: " if isinstance(name, str) else ""


def _unreadable(message: str) -> BadMapping:
    return BadMapping((mapping_fault("", message),))
