"""The name of the one stream that is no deal's, by itself: whoever reads bytes needs no records."""

ORGANISATION = "/organisation"
"""The stream of records about the organisation. No deal can have this id."""
