-- Checkpoints: what a signer said of the ledger, whose key and memory lie outside the database.
-- These are copies for readers. Whoever owns the database can change them too: to trust one, keep
-- it elsewhere and verify its signature.

-- `key` is the public key. One key signs, under an origin, sizes that only grow.
CREATE TABLE ledger.checkpoints (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key ledger.digest NOT NULL,
    origin text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    root ledger.digest NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- When a signer stopped signing and why; when it was told to go on, and what was lost.
CREATE TABLE ledger.signer_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key ledger.digest NOT NULL,
    kind text NOT NULL,
    told jsonb NOT NULL,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT known_kind CHECK (kind IN ('frozen', 'resumed'))
);

CREATE FUNCTION ledger.refuse_change_of_checkpoints() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'checkpoints are append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END;
$$;
REVOKE ALL ON FUNCTION ledger.refuse_change_of_checkpoints FROM PUBLIC;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_of_checkpoints();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.signer_log
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_of_checkpoints();
ALTER TABLE ledger.checkpoints ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE ledger.signer_log ENABLE ALWAYS TRIGGER append_only;

GRANT SELECT ON ledger.checkpoints, ledger.signer_log TO {writer}, {views}, {eraser};
GRANT INSERT ON ledger.checkpoints, ledger.signer_log TO {writer};
