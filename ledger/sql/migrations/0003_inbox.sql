-- The inbox: who may deliver, what was delivered as it came, and what became of it.

-- `settings` are the provider's own; `mapping` is the text of its mapping file. `path_digest` is of
-- the secret end of the address, where there is one.
CREATE TABLE ledger.connections (
    connection text COLLATE "C" PRIMARY KEY,
    provider text COLLATE "C" NOT NULL,
    settings jsonb NOT NULL,
    mapping text NOT NULL,
    path_digest ledger.digest,
    created_at timestamptz NOT NULL,
    ended_at timestamptz
);

-- Secrets shared with a provider: several count at a time, so that they can be changed without loss.
-- They are kept in clear, since signatures are made of them; the writer alone reads them.
CREATE TABLE ledger.connection_secrets (
    secret bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connection text COLLATE "C" NOT NULL REFERENCES ledger.connections,
    value text NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX secrets_of_a_connection ON ledger.connection_secrets (connection);

-- A delivery as it came, before it was acknowledged. `doubles` is the digest of the sender's ids and
-- of the body: the same delivery is kept once. `headers` and `body` are disclosures; they may be
-- erased, and NULL stands in their place.
CREATE TABLE ledger.inbox (
    delivery bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connection text COLLATE "C" NOT NULL REFERENCES ledger.connections,
    doubles ledger.digest NOT NULL,
    received_at timestamptz NOT NULL,
    verified boolean NOT NULL,
    body_digest ledger.digest NOT NULL,
    headers jsonb,
    body bytea,
    split_at timestamptz,
    CONSTRAINT kept_once UNIQUE (connection, doubles)
);
CREATE INDEX deliveries_to_split ON ledger.inbox (delivery) WHERE split_at IS NULL;

-- What a delivery tells, item by item: order holds within one object of the sender's system.
-- `claimed_by` is the number of the worker at it, which holds an advisory lock of that number for as
-- long as it lives. `waits_for` are the streams of an item that waits for something to be recorded.
CREATE TABLE ledger.inbox_items (
    item bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    delivery bigint NOT NULL REFERENCES ledger.inbox,
    place int NOT NULL,
    object text COLLATE "C" NOT NULL,
    happened_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'waiting',
    tries int NOT NULL DEFAULT 0,
    code text,
    reason text,
    again_at timestamptz NOT NULL,
    claimed_by int,
    waits_for text[] NOT NULL DEFAULT '{}',
    records text[] NOT NULL DEFAULT '{}',
    settled_at timestamptz,
    CONSTRAINT told_once UNIQUE (delivery, place),
    CONSTRAINT known_state CHECK (state IN ('waiting', 'recorded', 'uncovered', 'parked'))
);
CREATE INDEX items_in_order ON ledger.inbox_items (object, happened_at, item)
    WHERE state = 'waiting';
CREATE INDEX items_due ON ledger.inbox_items (again_at) WHERE state = 'waiting';
CREATE INDEX items_that_wait_for ON ledger.inbox_items USING gin (waits_for)
    WHERE waits_for <> '{}';
CREATE INDEX items_by_state ON ledger.inbox_items (state, item) WHERE state <> 'recorded';

-- What was not believed leaves a count and the digest of the last, nothing else.
CREATE TABLE ledger.inbox_refused (
    connection text COLLATE "C" NOT NULL REFERENCES ledger.connections,
    code text COLLATE "C" NOT NULL,
    day date NOT NULL,
    times bigint NOT NULL,
    last_at timestamptz NOT NULL,
    last_digest ledger.digest NOT NULL,
    PRIMARY KEY (connection, code, day)
);

-- As ledger.append; and in the same transaction marks as recorded the items that the appends come
-- from (0: from none), each when all of its entries are there. A worker whose claim was lost to
-- another appends nothing.
CREATE FUNCTION ledger.append_delivered(
    items bigint[], claimants bigint[],
    appends bigint[], streams text[], versions bigint[], ids text[], types text[],
    fingerprints bytea[], entries bytea[],
    value_entries bigint[] DEFAULT '{}', value_digests bytea[] DEFAULT '{}',
    value_disclosures text[] DEFAULT '{}',
    person_appends bigint[] DEFAULT '{}', person_ids text[] DEFAULT '{}',
    person_digests bytea[] DEFAULT '{}', person_disclosures text[] DEFAULT '{}'
) RETURNS TABLE (
    outcome text, at_position bigint, at_version bigint, at_leaf bytea, at_time timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    outcomes text[];
    positions bigint[];
    at_versions bigint[];
    leafs bytea[];
    times timestamptz[];
    good bigint;
    settled bigint;
BEGIN
    SELECT array_agg(a.outcome ORDER BY a.n), array_agg(a.at_position ORDER BY a.n),
            array_agg(a.at_version ORDER BY a.n), array_agg(a.at_leaf ORDER BY a.n),
            array_agg(a.at_time ORDER BY a.n)
        INTO outcomes, positions, at_versions, leafs, times
        FROM ledger.append(
            appends, streams, versions, ids, types, fingerprints, entries,
            value_entries, value_digests, value_disclosures,
            person_appends, person_ids, person_digests, person_disclosures
        ) WITH ORDINALITY AS a (outcome, at_position, at_version, at_leaf, at_time, n);
    WITH answered AS (
        SELECT w.item, min(w.claimant) AS claimant, array_agg(w.id ORDER BY w.n) AS ids
        FROM unnest(items, claimants, outcomes, ids) WITH ORDINALITY
            AS w (item, claimant, outcome, id, n)
        WHERE w.item <> 0
        GROUP BY w.item
        HAVING bool_and(w.outcome IN ('added', 'already'))
    ), marked AS (
        UPDATE ledger.inbox_items i
        SET state = 'recorded', settled_at = clock_timestamp(), records = i.records || a.ids,
            claimed_by = NULL, waits_for = '{}', code = NULL, reason = NULL
        FROM answered a
        WHERE i.item = a.item AND i.claimed_by = a.claimant AND i.state = 'waiting'
        RETURNING i.item
    )
    SELECT (SELECT count(*) FROM answered), (SELECT count(*) FROM marked) INTO good, settled;
    IF good <> settled THEN
        RAISE EXCEPTION 'the claim of % item(s) of the inbox was lost', good - settled
            USING ERRCODE = 'lock_not_available',
                  HINT = 'Another worker has them; nothing was appended.';
    END IF;
    RETURN QUERY SELECT * FROM unnest(outcomes, positions, at_versions, leafs, times);
END;
$$;

REVOKE ALL ON FUNCTION ledger.append_delivered FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.append_delivered TO {writer};
GRANT SELECT, INSERT, UPDATE ON ledger.connections, ledger.connection_secrets TO {writer};
GRANT SELECT, INSERT, UPDATE (split_at) ON ledger.inbox TO {writer};
GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.inbox_items TO {writer};
GRANT SELECT, INSERT, UPDATE ON ledger.inbox_refused TO {writer};
GRANT UPDATE (headers, body) ON ledger.inbox TO {eraser};
