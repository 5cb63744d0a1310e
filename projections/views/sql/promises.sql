-- What was promised for how long. `validity` and `irrevocability` of a proposal, sending by sending
-- (a validity that was never stated has no end); the pricing terms of a governing text with a window.
-- `ended_at` is when the offer was accepted, executed, retracted, rejected or lapsed by a record:
-- `ended_by`, or null where it is undetermined which of `ended_by_one_of` came first.
-- Whether it is open is judged by whoever asks, at the moment of asking.
CREATE TABLE views.promises{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    client text COLLATE "C",
    promise text COLLATE "C" NOT NULL,
    proposal text COLLATE "C",
    clause text COLLATE "C",
    number bigint,
    record text COLLATE "C" NOT NULL,
    value jsonb,
    words text,
    begins timestamptz,
    ends timestamptz,
    ended_at timestamptz,
    ended_by text COLLATE "C",
    ended_by_one_of text[] COLLATE "C" NOT NULL,
    standing text COLLATE "C" NOT NULL
);
CREATE INDEX ON views.promises{beside} (deal, audience);
CREATE INDEX ON views.promises{beside} (ends);
