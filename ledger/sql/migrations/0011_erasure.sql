-- Erasing a person: the disclosures that are about them go, and a record of it is appended.

-- `erasures` counts them. Whoever appends says which one it has seen (deal_ledger.erasures, a setting
-- of its session): its memory of pseudonyms may be older.
ALTER TABLE ledger.log ADD COLUMN erasures bigint NOT NULL DEFAULT 0;

-- What stands in the place of a value that was erased: JSON [name, value], as in its disclosure but
-- without a salt, and a value that tells nothing; [name] where nothing can stand. Never the value.
CREATE TABLE ledger.erased (
    position ledger.ordinal NOT NULL,
    digest ledger.digest NOT NULL,
    stand_in text NOT NULL,
    PRIMARY KEY (position, digest)
);

-- Contents of documents that were erased: none of them is kept again, and whoever asks for one is told
-- what became of it. The digest is that of document.filed, which stays.
CREATE TABLE ledger.erased_contents (
    digest ledger.digest PRIMARY KEY
);

-- As before; and what was prepared before an erasure is prepared anew (outcome `pseudonym`): it might
-- name the person by the pseudonym that was erased.
CREATE OR REPLACE FUNCTION ledger.append(
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
    erased_meanwhile boolean;
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
    SELECT l.size, l.recorded_at, l.frontier, l.erasures,
            EXISTS (SELECT FROM ledger.entries e WHERE e.event_id = ANY (ids)) AS any_known
        INTO STRICT head FROM ledger.log l;
    -- The clock is taken after the lock, and never runs backwards.
    now_at := greatest(clock_timestamp(), head.recorded_at);
    now_text := to_char(now_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    height := cardinality(head.frontier);
    erased_meanwhile := head.erasures
        <> coalesce(nullif(current_setting('deal_ledger.erasures', true), ''), '0')::bigint;
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
        IF verdict = 'added' AND erased_meanwhile THEN
            verdict := 'pseudonym';
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

-- What is found while nobody writes is all that there is: until the end of the transaction nothing is
-- appended, delivered, kept, or noted as read. Gives how many entries there are.
CREATE FUNCTION ledger.hold_still() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- First the lock of `append`, as appends take it before they touch the inbox.
    PERFORM pg_advisory_xact_lock(4919131752989213764);
    LOCK TABLE ledger.inbox, ledger.inbox_items, ledger.tokens, ledger.access_log, ledger.contents
        IN SHARE ROW EXCLUSIVE MODE;
    RETURN (SELECT size FROM ledger.log);
END;
$$;

-- Deletes what was found, and nothing else; gives how many rows of each kind there were. What is not
-- there (any more) is passed over. `bound` tokens are those of the person, which end; of `named` ones
-- only the name goes, also where it says who kept a content. Contents go in every deal that has them.
-- Read on their own terms: a row of `deliveries`, `items` or `accesses` counts
-- only with what stands beside it, so that the list of one database does no harm in another.
CREATE FUNCTION ledger.delete_erased(
    persons bytea[],
    positions bigint[], digests bytea[], stand_ins text[],
    deliveries bigint[], deliveries_doubles bytea[],
    items bigint[], items_doubles bytea[],
    bound text[], named text[],
    accesses bigint[], accesses_at timestamptz[],
    documents bytea[]
) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    of_persons bigint;
    of_values bigint;
    of_deliveries bigint;
    of_items bigint;
    of_tokens bigint;
    of_accesses bigint;
    of_contents bigint;
BEGIN
    DELETE FROM ledger.persons p WHERE p.digest = ANY (persons);
    GET DIAGNOSTICS of_persons = ROW_COUNT;
    WITH wanted AS (
        SELECT * FROM unnest(positions, digests, stand_ins) AS w (position, digest, stand_in)
    ), gone AS (
        DELETE FROM ledger.disclosures d USING wanted w
        WHERE d.position = w.position AND d.digest = w.digest
        RETURNING d.position, d.digest, w.stand_in
    ), marked AS (
        INSERT INTO ledger.erased (position, digest, stand_in) SELECT * FROM gone
    )
    SELECT count(*) INTO of_values FROM gone;
    -- What nobody has split by now is never split: there is nothing to read.
    UPDATE ledger.inbox i SET headers = NULL, body = NULL,
            split_at = coalesce(i.split_at, clock_timestamp())
        FROM unnest(deliveries, deliveries_doubles) AS w (delivery, doubles)
        WHERE i.delivery = w.delivery AND i.doubles = w.doubles;
    GET DIAGNOSTICS of_deliveries = ROW_COUNT;
    UPDATE ledger.inbox_items t SET state = 'parked', code = 'erased', claimed_by = NULL,
            reason = 'The delivery that told it was erased.', waits_for = '{}',
            settled_at = clock_timestamp()
        FROM ledger.inbox i, unnest(deliveries, deliveries_doubles) AS w (delivery, doubles)
        WHERE i.delivery = w.delivery AND i.doubles = w.doubles AND t.delivery = i.delivery
            AND t.state = 'waiting';
    UPDATE ledger.inbox_items t SET object = 'erased:' || t.item,
            reason = CASE WHEN t.reason IS NOT NULL THEN '[erased]' END
        FROM ledger.inbox i, unnest(items, items_doubles) AS w (item, doubles)
        WHERE t.item = w.item AND i.delivery = t.delivery AND i.doubles = w.doubles;
    GET DIAGNOSTICS of_items = ROW_COUNT;
    DELETE FROM ledger.contents c WHERE c.digest = ANY (documents);
    GET DIAGNOSTICS of_contents = ROW_COUNT;
    INSERT INTO ledger.erased_contents (digest)
        SELECT DISTINCT unnest(documents) ON CONFLICT (digest) DO NOTHING;
    UPDATE ledger.contents c SET kept_by = '[erased]'
        FROM ledger.tokens t
        WHERE c.kept_by = t.name AND (t.token = ANY (bound) OR t.token = ANY (named));
    -- Whoever is signed in by a token of theirs is so no more.
    DELETE FROM ledger.sessions s WHERE s.token = ANY (bound);
    UPDATE ledger.tokens t SET name = '[erased]',
            person = CASE WHEN t.token = ANY (bound) THEN NULL ELSE t.person END,
            revoked_at = CASE WHEN t.token = ANY (bound)
                THEN coalesce(t.revoked_at, clock_timestamp()) ELSE t.revoked_at END
        WHERE t.token = ANY (bound) OR t.token = ANY (named);
    GET DIAGNOSTICS of_tokens = ROW_COUNT;
    UPDATE ledger.access_log a SET request = '[erased]'
        FROM unnest(accesses, accesses_at) AS w (number, read_at)
        WHERE a.number = w.number AND a.read_at = w.read_at;
    GET DIAGNOSTICS of_accesses = ROW_COUNT;
    UPDATE ledger.log SET erasures = erasures + 1;
    PERFORM pg_notify('deal_ledger_tokens', '');
    RETURN jsonb_build_object(
        'persons', of_persons, 'values', of_values, 'deliveries', of_deliveries,
        'items', of_items, 'tokens', of_tokens, 'accesses', of_accesses,
        'contents', of_contents);
END;
$$;

-- What the eraser's role may do, and all of it: delete what was found, and append the record of it.
-- All that was found must be there (`expected`, by kind), and nothing else goes.
CREATE FUNCTION ledger.erase(
    expected jsonb,
    persons bytea[],
    positions bigint[], digests bytea[], stand_ins text[],
    deliveries bigint[], deliveries_doubles bytea[],
    items bigint[], items_doubles bytea[],
    bound text[], named text[],
    accesses bigint[], accesses_at timestamptz[],
    documents bytea[],
    record_id text, record_type text, stream text, version bigint, fingerprint bytea, entry bytea,
    value_digests bytea[], value_disclosures text[],
    person_ids text[], person_digests bytea[], person_disclosures text[]
) RETURNS TABLE (at_position bigint, at_version bigint, at_leaf bytea, at_time timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    found jsonb;
    added record;
BEGIN
    -- The record of it is all that this function may append.
    IF record_type <> 'erasure.done' OR stream <> '/organisation' THEN
        RAISE EXCEPTION 'an erasure appends the record of it, and nothing else';
    END IF;
    PERFORM ledger.hold_still();
    found := ledger.delete_erased(
        persons, positions, digests, stand_ins, deliveries, deliveries_doubles,
        items, items_doubles, bound, named, accesses, accesses_at, documents);
    IF found <> expected THEN
        RAISE EXCEPTION 'what was to be erased is not what is there: % instead of %',
            found, expected;
    END IF;
    PERFORM set_config(
        'deal_ledger.erasures', (SELECT l.erasures::text FROM ledger.log l), true);
    SELECT a.* INTO STRICT added FROM ledger.append(
        ARRAY[1::bigint], ARRAY[stream], ARRAY[version], ARRAY[record_id], ARRAY[record_type],
        ARRAY[fingerprint], ARRAY[entry],
        array_fill(1::bigint, ARRAY[cardinality(value_digests)]), value_digests,
        value_disclosures,
        array_fill(1::bigint, ARRAY[cardinality(person_ids)]), person_ids, person_digests,
        person_disclosures) AS a;
    IF added.outcome <> 'added' THEN
        RAISE EXCEPTION 'the record of the erasure was not appended: %', added.outcome;
    END IF;
    RETURN QUERY SELECT added.at_position, added.at_version, added.at_leaf, added.at_time;
END;
$$;

REVOKE ALL ON FUNCTION ledger.hold_still, ledger.delete_erased, ledger.erase FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.hold_still, ledger.erase TO {eraser};
GRANT SELECT ON ledger.erased TO {writer}, {views}, {eraser};
GRANT SELECT ON ledger.erased_contents TO {writer}, {eraser};
-- Bodies and contents too are erased by the function alone.
REVOKE DELETE ON ledger.contents FROM {eraser};
REVOKE UPDATE (headers, body) ON ledger.inbox FROM {eraser};
