"""The page: one HTML file that needs nothing else, without a script, readable and printable."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from api.evidence.paper.blocks import Block
from api.evidence.paper.characters import everywhere, seen


def page(paper: Block) -> bytes:
    """The paper as HTML. Every text in it is escaped by the template."""
    return _template().render(paper=everywhere(paper, seen)).encode("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("api.evidence.paper", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("timeline.html")
