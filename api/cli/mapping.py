"""`deal-ledger mapping test|show`: what would come of a delivery, before it counts."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.mapping_page import Outcome, Page, as_json_page, print_page
from api.cli.output import REFUSED, AsJson, print_json, refusals
from api.outside import real
from api.webhooks.mapping.loading import default_text, load, providers
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.mapping.translating import Arrived, UntranslatableError, translate
from api.webhooks.provider import Part, Provider, UnreadableError
from api.webhooks.registry import PROVIDERS

mapping = typer.Typer(
    no_args_is_help=True, help="Look at a mapping: what a provider's deliveries become."
)

File = Annotated[
    str,
    typer.Argument(
        help="The mapping file; or a provider, for the mapping that comes with the program.",
        metavar="FILE",
    ),
]
Payload = Annotated[
    Path, typer.Argument(help="The body of a delivery, as it came.", metavar="PAYLOAD")
]
Header = Annotated[
    list[str] | None,
    typer.Option(help="A header of the delivery, e.g. 'ce-id: 1'; may be given several times."),
]
Connection = Annotated[
    str, typer.Option(help="The connection that it came through: it stands in the records' ids.")
]
_MEDIA_TYPES = {".xml": "text/xml"}


@mapping.command(name="test")
def try_(
    file: File,
    payload: Payload,
    *,
    header: Header = None,
    connection: Connection = "test",
    as_json: AsJson = False,
) -> None:
    """Show the records that would come of a delivery. Nothing is recorded.

    Says too what no rule covers and what cannot be translated, and why; exit code 1 if anything
    cannot. The delivery counts as verified where its provider signs.
    """
    text = _text_of(file)
    if not payload.is_file():
        raise typer.BadParameter(f"{payload} is not a file.", param_hint="PAYLOAD")
    headers = _headers(header or [], payload)
    with refusals(as_json=as_json):
        found = load(text)
    provider = PROVIDERS.get(found.provider)
    if provider is None:
        known = ", ".join(PROVIDERS)
        message = f"It is for {found.provider!r}, which is none of {known}."
        raise typer.BadParameter(message, param_hint="FILE")
    body = payload.read_bytes()
    arrived = Arrived(connection, real().now(), sha256(body).hexdigest(), provider.signs)
    page = _page(found, provider, body, headers, arrived)
    if as_json:
        print_json(as_json_page(page))
    else:
        print_page(page)
    if page.failed:
        raise typer.Exit(REFUSED)


@mapping.command()
def show(
    provider: Annotated[str, typer.Argument(help="E.g. hubspot.", metavar="PROVIDER")],
) -> None:
    """Print the mapping that comes with the program, to be read or to begin a file of your own."""
    text = default_text(provider)
    if text is None:
        known = ", ".join(providers())
        raise typer.BadParameter(f"{provider!r} is none of {known}.", param_hint="PROVIDER")
    print(text, end="")


def _text_of(file: str) -> str | bytes:
    if Path(file).is_file():
        return Path(file).read_bytes()
    text = default_text(file)
    if text is None:
        known = ", ".join(providers())
        message = f"{escape(file)} is not a file, nor a provider ({known})."
        raise typer.BadParameter(message, param_hint="FILE")
    return text


def _headers(given: list[str], payload: Path) -> dict[str, tuple[str, ...]]:
    kind = _MEDIA_TYPES.get(payload.suffix.lower(), "application/json")
    headers: dict[str, tuple[str, ...]] = {}
    for each in given:
        name, colon, value = each.partition(":")
        if not colon or not name.strip():
            raise typer.BadParameter(f"{each!r} is not 'name: value'.", param_hint="--header")
        named = name.strip().lower()
        headers[named] = (*headers.get(named, ()), value.strip())
    return {"content-type": (kind,)} | headers


def _page(
    found: ProviderMapping,
    provider: Provider,
    body: bytes,
    headers: dict[str, tuple[str, ...]],
    arrived: Arrived,
) -> Page:
    try:
        parts = provider.parts(body, headers)
    except UnreadableError as error:
        return Page(found.provider, (), (error.code, str(error)))
    return Page(found.provider, tuple(_outcome(found, part, arrived) for part in parts), None)


def _outcome(found: ProviderMapping, part: Part, arrived: Arrived) -> Outcome:
    try:
        return Outcome(part, translate(found, part, arrived), None)
    except UntranslatableError as error:
        return Outcome(part, None, error)
