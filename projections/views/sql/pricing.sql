-- The stated pricing terms of governing texts, item by item: in, out, or silent. Silent are the
-- fixed items of an axis that no statement covers, and the axis `services` (without an item) where
-- nothing is said on it. A term without a window has null in `begins` and `ends`.
CREATE TABLE views.pricing{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    client text COLLATE "C",
    standing text COLLATE "C" NOT NULL,
    proposal text COLLATE "C",
    clause text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    record text COLLATE "C" NOT NULL,
    clarifies boolean NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value jsonb,
    condition text,
    begins timestamptz,
    ends timestamptz,
    axis text COLLATE "C" NOT NULL,
    item text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    words text
);
CREATE INDEX ON views.pricing{beside} (deal, audience);
CREATE INDEX ON views.pricing{beside} (client, axis, item);

-- Every deal with what its governing text leaves open: without these a deal that states no pricing
-- term at all could not be counted as silent.
CREATE TABLE views.pricing_deals{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    client text COLLATE "C",
    standing text COLLATE "C" NOT NULL,
    pricing_terms bigint NOT NULL,
    clauses_without_term bigint NOT NULL,
    withheld bigint NOT NULL,
    PRIMARY KEY (deal, audience)
);
CREATE INDEX ON views.pricing_deals{beside} (client);
