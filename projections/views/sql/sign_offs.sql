-- Clause by clause what was required, and what was said though it was not, and how it stands on
-- exactly this wording.
CREATE TABLE views.sign_offs{beside} (
    deal text COLLATE "C" NOT NULL,
    audience text COLLATE "C" NOT NULL,
    clause text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    governs boolean NOT NULL,
    proposal text COLLATE "C",
    state text COLLATE "C" NOT NULL,
    required_by text COLLATE "C" NOT NULL,
    record text COLLATE "C" NOT NULL,
    sign_off text COLLATE "C",
    of text COLLATE "C",
    ids text[] COLLATE "C" NOT NULL,
    role text,
    function text COLLATE "C",
    requested_at timestamptz,
    due_at timestamptz,
    answer text COLLATE "C",
    signed text COLLATE "C",
    signed_number bigint,
    signer text COLLATE "C",
    authority text COLLATE "C"
);
CREATE INDEX ON views.sign_offs{beside} (deal, audience);
CREATE INDEX ON views.sign_offs{beside} (state, due_at);
CREATE INDEX ON views.sign_offs{beside} USING gin (ids);
