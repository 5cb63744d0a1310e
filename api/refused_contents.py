"""What is refused of the contents of documents."""

from __future__ import annotations

from domain.refusals import Refusal


class DocumentNotOnRecord(Refusal):
    """No record that the reader may see files this document on the deal (with this digest)."""

    code = "document_not_on_record"
    status = 404

    def __init__(self, document: str) -> None:
        super().__init__(
            f"No document {document[:120]!r} is filed on this deal: record document.filed first.",
            "/document",
        )


class ContentDiffers(Refusal):
    """The content is not the one whose digest was filed. Nothing of it is kept."""

    code = "content_differs"

    def __init__(self, document: str, digest: str) -> None:
        super().__init__(
            f"No filing of {document!r} on this deal names the SHA-256 {digest}, which this "
            "content has. Nothing of it was kept."
        )


class ContentNotKept(Refusal):
    """The document is on record by its digest alone."""

    code = "content_not_kept"
    status = 404

    def __init__(self, document: str) -> None:
        super().__init__(
            f"The content of {document!r} is not kept here: on record is its digest alone."
        )


class ContentErased(Refusal):
    """The content was erased, for ever."""

    code = "content_erased"
    status = 410

    def __init__(self, document: str) -> None:
        super().__init__(
            f"The content of {document!r} was erased, and is not kept again: on record is its "
            "digest alone."
        )


class EncodingNotSupported(Refusal):
    """The content of a document was sent encoded."""

    code = "encoding_not_supported"
    status = 415

    def __init__(self) -> None:
        super().__init__("Send the content as it was filed, without Content-Encoding.")


class ContentTooLarge(Refusal):
    """The content of a document has more bytes than are kept."""

    code = "content_too_large"
    status = 413

    def __init__(self, most: int) -> None:
        super().__init__(
            f"A content has at most {most:,} bytes: keep a larger document elsewhere. Its digest "
            "stays on record."
        )
