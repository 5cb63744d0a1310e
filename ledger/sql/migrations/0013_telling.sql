-- Growth is told fifty times a second at most. Each telling wakes everybody who listens, on this side
-- and on theirs: told of every commit, they took more of the processor than recording did.

-- As before, but for the last lines. When it told last, a session says in deal_ledger.told_at.
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
    moment double precision;
    told_at double precision;
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
        -- Whoever is told looks again a moment later: what is added until then needs no telling.
        moment := date_part('epoch', clock_timestamp());
        told_at := coalesce(nullif(current_setting('deal_ledger.told_at', true), ''), '0');
        IF moment NOT BETWEEN told_at AND told_at + 0.02 THEN
            PERFORM set_config('deal_ledger.told_at', moment::text, false);
            PERFORM pg_notify('deal_ledger', head.size::text);
        END IF;
    END IF;
END;
$$;
