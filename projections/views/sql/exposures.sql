-- Person by person, the wordings on which a rung is proven, and the record that proves it.
CREATE TABLE views.exposures{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    person text COLLATE "C" NOT NULL,
    ids text[] COLLATE "C" NOT NULL,
    name text,
    clause text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    heading text NOT NULL,
    governs boolean NOT NULL,
    rung text COLLATE "C" NOT NULL,
    record text COLLATE "C" NOT NULL,
    occurred_from timestamptz NOT NULL,
    occurred_to timestamptz NOT NULL,
    first_exposure text COLLATE "C",
    first_opened_or_above text COLLATE "C",
    first_seen text COLLATE "C",
    first_marks jsonb NOT NULL,
    wording_unsure boolean NOT NULL,
    late_change text COLLATE "C",
    failed_by text COLLATE "C",
    PRIMARY KEY (deal, audience, person, clause, number)
);
CREATE INDEX ON views.exposures{beside} USING gin (ids);
