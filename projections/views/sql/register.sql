-- A line for each deal, as its overview says; `value` is the last one signed for on the governing
-- proposal; where it was recorded late or after a dispute, `value_before` is what was signed for by
-- what was recorded at the time. What did not happen yet, or is not on record, is null.
CREATE TABLE views.register{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    name text,
    client text COLLATE "C",
    client_name text,
    standing text COLLATE "C" NOT NULL,
    governing text COLLATE "C" NOT NULL,
    proposal text COLLATE "C",
    value numeric,
    currency text COLLATE "C",
    value_record text COLLATE "C",
    value_marks text[] NOT NULL,
    value_before jsonb,
    outcome text COLLATE "C",
    opened_on_record boolean NOT NULL,
    last_movement timestamptz NOT NULL,
    last_record text COLLATE "C",
    last_occurred_at jsonb,
    version bigint NOT NULL,
    entries bigint NOT NULL,
    withheld bigint NOT NULL,
    PRIMARY KEY (deal, audience)
);
CREATE INDEX ON views.register{beside} (last_movement, deal);
CREATE INDEX ON views.register{beside} (standing);

-- Where a deal can be found: its name, its parties and people by id and name, every wording, and
-- what clarifies it.
-- `now` is whether a wording governs or stands in the drafts.
CREATE TABLE views.register_words{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    number bigint,
    now boolean NOT NULL,
    words tsvector NOT NULL
);
CREATE INDEX ON views.register_words{beside} (deal, audience);
CREATE INDEX ON views.register_words{beside} (kind, ref);
CREATE INDEX ON views.register_words{beside} USING gin (words);
