-- Marks of privilege, by the record that they are for: kept in the transaction that appends them, so
-- that whoever reads entries in their order finds what was said of these long after. The entries say
-- the same; an index on them would cost every append.

CREATE TABLE ledger.marks (
    position ledger.ordinal PRIMARY KEY,
    record text COLLATE "C" NOT NULL,
    privilege text NOT NULL
);
CREATE INDEX marks_of_a_record ON ledger.marks (record);

GRANT SELECT, INSERT ON ledger.marks TO {writer};
GRANT SELECT ON ledger.marks TO {views}, {eraser};

-- Who looked is read, too: of a deal, with a token, in a time; the latest first.
CREATE INDEX access_to_a_deal ON ledger.access_log (deal, number);
CREATE INDEX access_with_a_token ON ledger.access_log (token, number);
CREATE INDEX access_by_time ON ledger.access_log (read_at);
