-- What the service keeps beside the ledger: who may come in, and who looked.

-- `token` is the public part, which lists and logs may show. Of the secret only its SHA-256 is
-- kept: 256 random bits need no slow hash. `deals` NULL: all deals.
CREATE TABLE ledger.tokens (
    token text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    secret_digest ledger.digest NOT NULL,
    roles text[] NOT NULL,
    deals text[],
    person text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    revoked_at timestamptz,
    CONSTRAINT known_roles CHECK (
        cardinality(roles) > 0 AND roles <@ ARRAY['recorder', 'reader', 'legal', 'admin']
    )
);

-- One row per reading, in the order in which they were written down. No question, no words.
CREATE TABLE ledger.access_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    read_at timestamptz NOT NULL,
    request text NOT NULL,
    token text NOT NULL,
    action text NOT NULL,
    deal text,
    position bigint NOT NULL,
    privileged boolean NOT NULL
);

GRANT SELECT, INSERT, UPDATE (revoked_at) ON ledger.tokens TO {writer};
GRANT SELECT, INSERT ON ledger.access_log TO {writer};
