-- The contents of documents that were filed, as they are.

CREATE DOMAIN ledger.document_content AS bytea CHECK (octet_length(VALUE) <= 25000000);

-- A content is kept once in a deal, however often it was filed there: `record` is the document.filed
-- that it was kept for first. The record's entry commits to the digest, with a salt; so the content
-- is a disclosure like any other, and may be deleted without breaking a proof.
CREATE TABLE ledger.contents (
    deal text COLLATE "C" NOT NULL,
    digest ledger.digest NOT NULL,
    record text COLLATE "C" NOT NULL,
    content ledger.document_content NOT NULL,
    kept_at timestamptz NOT NULL,
    kept_by text NOT NULL,
    PRIMARY KEY (deal, digest),
    CONSTRAINT what_was_filed CHECK (digest = sha256(content))
);
CREATE INDEX contents_of_a_record ON ledger.contents (record);
-- Documents are mostly compressed already.
ALTER TABLE ledger.contents ALTER content SET STORAGE EXTERNAL;

GRANT SELECT, INSERT ON ledger.contents TO {writer};
GRANT SELECT, DELETE ON ledger.contents TO {eraser};
