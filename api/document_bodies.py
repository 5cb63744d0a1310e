"""The bodies of answers about the contents of documents."""

from __future__ import annotations

from api.schemas import Body


class ContentKept(Body):
    """That the content of a document is kept, for which record. `added`: it was not kept before."""

    deal: str
    document: str
    record: str
    sha256: str
    bytes: int
    added: bool
