-- The ledger: one table of entries that only grows, and what proves it.
-- {writer}, {views} and {eraser} are the roles that DESIGN section 3 names.

CREATE SCHEMA ledger;
REVOKE ALL ON SCHEMA ledger FROM PUBLIC;

-- What must hold of a value stands in its type, not in the table: the check of a table is made ready
-- anew for each INSERT (which took as long as the INSERT itself), that of a type once in a session.
CREATE DOMAIN ledger.ordinal AS bigint CHECK (VALUE > 0);
CREATE DOMAIN ledger.digest AS bytea CHECK (octet_length(VALUE) = 32);
CREATE DOMAIN ledger.entry_bytes AS bytea CHECK (octet_length(VALUE) <= 65535);
CREATE DOMAIN ledger.single_row AS boolean CHECK (VALUE);

-- One row. `frontier` holds the roots of the finished subtrees that make up the tree of `size`
-- leaves, the largest first (at most 64); `recorded_at` is the last clock given out.
CREATE TABLE ledger.log (
    single ledger.single_row PRIMARY KEY DEFAULT true,
    origin text NOT NULL,
    size bigint NOT NULL DEFAULT 0,
    recorded_at timestamptz NOT NULL DEFAULT '-infinity',
    frontier bytea[] NOT NULL DEFAULT '{}'
);

-- Recognises a record that is sent again: fingerprints are HMACs under this key.
CREATE TABLE ledger.secret (
    single ledger.single_row PRIMARY KEY DEFAULT true,
    fingerprint_key ledger.digest NOT NULL
);

-- Names follow the event-sourcing library's coming version: text ids, event_id.
-- `state` is the exact bytes that were hashed into `leaf`. `subtrees` holds, end to end, the roots
-- of the subtrees of 2, 4, 8 … leaves that this entry finished.
CREATE TABLE ledger.entries (
    position ledger.ordinal PRIMARY KEY,
    originator_id text COLLATE "C" NOT NULL,
    originator_version ledger.ordinal NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    topic text COLLATE "C" NOT NULL,
    recorded_at timestamptz NOT NULL,
    fingerprint ledger.digest NOT NULL,
    state ledger.entry_bytes NOT NULL,
    leaf ledger.digest NOT NULL,
    subtrees bytea NOT NULL DEFAULT '',
    CONSTRAINT one_entry_per_version UNIQUE (originator_id, originator_version),
    CONSTRAINT one_entry_per_record UNIQUE (event_id)
);

-- The values that entries commit to. A row may be deleted; every proof stays valid.
CREATE TABLE ledger.disclosures (
    position ledger.ordinal NOT NULL,
    digest ledger.digest NOT NULL,
    disclosure text NOT NULL,
    PRIMARY KEY (position, digest)
);

-- One pseudonym per person: the digest of one salted disclosure.
CREATE TABLE ledger.persons (
    person text COLLATE "C" PRIMARY KEY,
    digest ledger.digest NOT NULL UNIQUE,
    disclosure text NOT NULL
);

CREATE FUNCTION ledger.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries are append-only: % refused', TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = 'Record a correction (record.corrected) or strike the record (record.struck).';
END;
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entries
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
-- Also when a session asks for triggers to be left out (session_replication_role).
ALTER TABLE ledger.entries ENABLE ALWAYS TRIGGER append_only;

-- Appends many independent appends, each all or nothing, and answers each by itself.
-- It runs while everybody else waits, so it asks the tables as little as it can.
--
-- Per entry (arrays of one length, appends numbered upwards): the append it belongs to, its stream,
-- the version that it expects to get, its record id, type, fingerprint and application bytes.
-- Per committed value: the number of its entry, digest, disclosure. Per person not yet known to be
-- kept: the number of the append that needs it, id, digest, disclosure.
--
-- Outcomes, one row per entry: `added`; `already` (the same record was there: where it stands);
-- `reused` (the record id is there with other content); `conflict` (the stream has moved on);
-- `pseudonym` (a person has another pseudonym by now). The last three refuse their whole append.
CREATE FUNCTION ledger.append(
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
-- How it is planned is set by whoever connects to append: to set it here would be done, and undone,
-- in every call.
AS $$
DECLARE
    total int := cardinality(appends);
    positions bigint[] := array_fill(NULL::bigint, ARRAY[cardinality(appends)]);
    has_values boolean := cardinality(value_entries) > 0;
    has_persons boolean := cardinality(person_appends) > 0;
    head record;
    now_at timestamptz;
    now_text text;
    first int := 1;
    last int;
    verdict text;
    known record;
    none_known boolean;
    added boolean := false;
    latest_of text;
    latest_version bigint;
    latest_leaf bytea;
    state bytea;
    leaf bytea;
    node bytea;
    finished bytea;
    rest bigint;
    height int;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'append needs the isolation level read committed'
            USING HINT = 'An older snapshot would not see what others appended meanwhile.';
    END IF;
    -- What is acknowledged is on disk, whatever the session was set to.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
    -- One writer at a time, from here to the commit: positions are gapless and in commit order.
    PERFORM pg_advisory_xact_lock(4919131752989213764);
    SELECT l.size, l.recorded_at, l.frontier,
            EXISTS (SELECT FROM ledger.entries e WHERE e.event_id = ANY (ids)) AS any_known
        INTO STRICT head FROM ledger.log l;
    -- The clock is taken after the lock, and never runs backwards.
    now_at := greatest(clock_timestamp(), head.recorded_at);
    now_text := to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    height := cardinality(head.frontier);
    -- Nearly always all records are new: then nobody looks for each append's records again.
    none_known := NOT head.any_known;
    IF none_known AND total > 1 THEN
        none_known := total = (SELECT count(DISTINCT w.id) FROM unnest(ids) AS w (id));
    END IF;

    WHILE first <= total LOOP
        last := first;
        WHILE last < total AND appends[last + 1] = appends[first] LOOP
            last := last + 1;
        END LOOP;

        -- What is this append's verdict? Duplicates come first: a record that is already there is
        -- answered as the first time, however the stream has moved on since.
        verdict := 'added';
        IF NOT none_known THEN
            SELECT count(*) AS found, count(*) FILTER (WHERE e.fingerprint <> w.fingerprint) AS other
                INTO known
                FROM unnest(ids[first:last], fingerprints[first:last]) AS w (id, fingerprint)
                JOIN ledger.entries e ON e.event_id = w.id;
            IF known.other > 0 THEN
                verdict := 'reused';
            ELSIF known.found = last - first + 1 THEN
                verdict := 'already';
            ELSIF known.found > 0 THEN
                verdict := 'conflict';
            END IF;
        END IF;
        IF verdict = 'added' THEN
            FOR i IN first..last LOOP
                CONTINUE WHEN i > first AND streams[i] = ANY (streams[first:i - 1]);
                IF latest_of IS DISTINCT FROM streams[i] THEN
                    latest_of := streams[i];
                    SELECT e.originator_version, e.leaf INTO latest_version, latest_leaf
                        FROM ledger.entries e WHERE e.originator_id = latest_of
                        ORDER BY e.originator_version DESC LIMIT 1;
                END IF;
                IF coalesce(latest_version, 0) + 1 <> versions[i] THEN
                    verdict := 'conflict';
                    EXIT;
                END IF;
            END LOOP;
            IF verdict = 'added' AND has_persons THEN
                PERFORM FROM unnest(person_appends, person_ids, person_digests)
                        AS p (append, id, digest)
                    JOIN ledger.persons k ON k.person = p.id
                    WHERE p.append = appends[first] AND k.digest <> p.digest;
                IF FOUND THEN
                    verdict := 'pseudonym';
                ELSE
                    INSERT INTO ledger.persons (person, digest, disclosure)
                        SELECT p.id, p.digest, p.disclosure
                        FROM unnest(person_appends, person_ids, person_digests, person_disclosures)
                            AS p (append, id, digest, disclosure)
                        WHERE p.append = appends[first]
                        ON CONFLICT (person) DO NOTHING;
                END IF;
            END IF;
        END IF;

        FOR i IN first..last LOOP
            outcome := verdict;
            IF verdict = 'added' THEN
                IF latest_of IS DISTINCT FROM streams[i] THEN
                    latest_of := streams[i];
                    SELECT e.originator_version, e.leaf INTO latest_version, latest_leaf
                        FROM ledger.entries e WHERE e.originator_id = latest_of
                        ORDER BY e.originator_version DESC LIMIT 1;
                END IF;
                IF coalesce(latest_version, 0) + 1 <> versions[i] THEN
                    RAISE EXCEPTION 'versions of one append leave a gap in stream %', streams[i];
                END IF;
                head.size := head.size + 1;
                state := '{"entry":'::bytea || entries[i] || convert_to(
                    ',"position":' || head.size
                    || ',"prev":"' || coalesce(encode(latest_leaf, 'hex'), repeat('0', 64))
                    || '","recorded_at":"' || now_text
                    || '","version":' || versions[i] || '}', 'UTF8');
                leaf := sha256('\x00'::bytea || state);
                -- Push the leaf: it finishes one subtree for every trailing zero of the new size.
                node := leaf;
                finished := '';
                rest := head.size;
                WHILE rest % 2 = 0 LOOP
                    node := sha256('\x01'::bytea || head.frontier[height] || node);
                    finished := finished || node;
                    height := height - 1;
                    rest := rest / 2;
                END LOOP;
                height := height + 1;
                head.frontier[height] := node;
                INSERT INTO ledger.entries (
                    position, originator_id, originator_version, event_id, topic, recorded_at,
                    fingerprint, state, leaf, subtrees
                ) VALUES (
                    head.size, streams[i], versions[i], ids[i], types[i], now_at,
                    fingerprints[i], state, leaf, finished
                );
                latest_version := versions[i];
                latest_leaf := leaf;
                positions[i] := head.size;
                added := true;
                at_position := head.size;
                at_version := versions[i];
                at_leaf := leaf;
                at_time := now_at;
            ELSE
                SELECT e.position, e.originator_version, e.leaf, e.recorded_at
                    INTO at_position, at_version, at_leaf, at_time
                    FROM ledger.entries e WHERE e.event_id = ids[i];
            END IF;
            RETURN NEXT;
        END LOOP;
        first := last + 1;
    END LOOP;

    IF added THEN
        IF has_values THEN
            INSERT INTO ledger.disclosures (position, digest, disclosure)
                SELECT positions[v.entry::int], v.digest, v.disclosure
                FROM unnest(value_entries, value_digests, value_disclosures)
                    AS v (entry, digest, disclosure)
                WHERE positions[v.entry::int] IS NOT NULL;
        END IF;
        UPDATE ledger.log SET size = head.size, recorded_at = now_at,
            frontier = head.frontier[1:height];
        PERFORM pg_notify('deal_ledger', head.size::text);
    END IF;
END;
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
GRANT USAGE ON SCHEMA ledger TO {writer}, {views}, {eraser};
GRANT EXECUTE ON FUNCTION ledger.append TO {writer};
GRANT SELECT ON ledger.log, ledger.entries, ledger.disclosures, ledger.persons
    TO {writer}, {views}, {eraser};
GRANT SELECT ON ledger.secret TO {writer};
