-- What is open in each deal: a row for each finding that no record settled. `rank` puts the gravest
-- first; `persons` are those that it is bound to, `ids` all ids of these humans.
CREATE TABLE views.findings{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    client text COLLATE "C",
    name text,
    client_name text,
    standing text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    rank bigint NOT NULL,
    title text NOT NULL,
    about jsonb NOT NULL,
    persons jsonb NOT NULL,
    ids text[] COLLATE "C" NOT NULL,
    records text[] COLLATE "C" NOT NULL,
    sentence text NOT NULL,
    not_shown text[] NOT NULL,
    to_do text NOT NULL,
    PRIMARY KEY (deal, audience, key)
);
CREATE INDEX ON views.findings{beside} (rank, deal, code, key);
CREATE INDEX ON views.findings{beside} (code, deal);
CREATE INDEX ON views.findings{beside} (client, rank, deal, code, key);
CREATE INDEX ON views.findings{beside} USING gin (ids);

-- How many are open in each deal, by severity, and how many were settled; and the money that may
-- still be ordered: null, and `why`, where the governing text states no volume in money, or several.
CREATE TABLE views.findings_deals{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    high bigint NOT NULL,
    medium bigint NOT NULL,
    low bigint NOT NULL,
    settled bigint NOT NULL,
    currency text COLLATE "C",
    volume numeric,
    ordered numeric,
    remaining numeric,
    unpriced_orders bigint NOT NULL,
    volume_clause text COLLATE "C",
    volume_record text COLLATE "C",
    why text COLLATE "C",
    PRIMARY KEY (deal, audience)
);

-- Those that a record settled, by which and how.
CREATE TABLE views.findings_settled{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    about jsonb NOT NULL,
    records text[] COLLATE "C" NOT NULL,
    record text COLLATE "C" NOT NULL,
    how text COLLATE "C" NOT NULL,
    PRIMARY KEY (deal, audience, key)
);
