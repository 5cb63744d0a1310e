-- Who is signed in to the pages: a browser's secret stands for a token until it ends.

-- Of the secret only its SHA-256 is kept. What a session may is read from its token at every step.
CREATE TABLE ledger.sessions (
    session_digest ledger.digest PRIMARY KEY,
    token text COLLATE "C" NOT NULL REFERENCES ledger.tokens,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

GRANT SELECT, INSERT, DELETE ON ledger.sessions TO {writer};
