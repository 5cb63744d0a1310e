-- Describes every schema of ours, in lines that PostgreSQL 15 and 18 write alike. Rights of owners
-- and (new in 18) NOT NULL as constraints are left out.
WITH ours AS (
    SELECT oid, nspname, nspacl, nspowner FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
relations AS (
    SELECT c.oid, c.relkind, c.relacl, c.relowner, format('%I.%I', o.nspname, c.relname) AS name
    FROM pg_class c JOIN ours o ON o.oid = c.relnamespace
),
functions AS (
    SELECT p.*, format('%I.%I(%s)', o.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
        AS name
    FROM pg_proc p JOIN ours o ON o.oid = p.pronamespace
),
rights AS (
    SELECT format('schema %I', nspname) AS name, nspowner AS owner, acl.* FROM ours,
        aclexplode(coalesce(nspacl, acldefault('n', nspowner))) acl
    UNION ALL
    SELECT name, relowner, acl.* FROM relations,
        aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) acl
        WHERE relkind IN ('r', 'p', 'v', 'm', 'S')
    UNION ALL
    SELECT 'function ' || name, proowner, acl.* FROM functions,
        aclexplode(coalesce(proacl, acldefault('f', proowner))) acl
)
SELECT format('column %s.%I %s%s%s%s', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
    (SELECT format(' COLLATE %I', l.collname) FROM pg_collation l
        WHERE l.oid = a.attcollation AND l.collname <> 'default'),
    CASE WHEN a.attnotnull THEN ' NOT NULL' END,
    (SELECT ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d
        WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum)) AS line
FROM pg_attribute a JOIN relations r ON r.oid = a.attrelid
WHERE r.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT format('constraint %s %I %s', r.name, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN relations r ON r.oid = k.conrelid WHERE k.contype <> 'n'
UNION ALL
SELECT format('domain %I.%I %s %s', o.nspname, t.typname, format_type(t.typbasetype, t.typtypmod),
    (SELECT string_agg(pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname) FROM pg_constraint k
        WHERE k.contypid = t.oid AND k.contype <> 'n'))
FROM pg_type t JOIN ours o ON o.oid = t.typnamespace WHERE t.typtype = 'd'
UNION ALL
SELECT pg_get_indexdef(r.oid) FROM relations r WHERE r.relkind IN ('i', 'I')
UNION ALL
SELECT format('view %s md5 %s', r.name, md5(regexp_replace(pg_get_viewdef(r.oid), '\s+', ' ', 'g')))
FROM relations r WHERE r.relkind IN ('v', 'm')
UNION ALL
SELECT format('function %s RETURNS %s %s%s%s md5 %s', f.name, pg_get_function_result(f.oid),
    (SELECT lanname FROM pg_language l WHERE l.oid = f.prolang),
    CASE WHEN f.prosecdef THEN ' SECURITY DEFINER' END,
    (SELECT string_agg(' SET ' || setting, '' ORDER BY setting) FROM unnest(f.proconfig) AS setting),
    md5(f.prosrc))
FROM functions f
UNION ALL
SELECT format('%s (enabled: %s)', pg_get_triggerdef(t.oid), t.tgenabled)
FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
UNION ALL
SELECT format('grant %s ON %s TO %s', string_agg(privilege_type, ', ' ORDER BY privilege_type), name,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END)
FROM rights WHERE grantee <> owner GROUP BY name, grantee
