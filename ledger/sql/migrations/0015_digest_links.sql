-- Links by which somebody who is not signed in opens the digest that was mailed to them.

-- Each stands for a token of its own, bound to the person and to the deal, whose text nobody has:
-- `secret_digest` there is that of the link. So it ends, is revoked, stands in the access log and is
-- erased as tokens are. `record` is the one by which the digest was sent, which is there before
-- anything leaves. `outcome` NULL: it is being sent, or the process ended meanwhile, and nobody
-- knows whether it left; it is never sent again.
CREATE TABLE ledger.digest_links (
    record text COLLATE "C" PRIMARY KEY,
    token text COLLATE "C" NOT NULL UNIQUE REFERENCES ledger.tokens,
    outcome text,
    said text,
    settled_at timestamptz,
    CONSTRAINT known_outcome CHECK (outcome IN ('accepted', 'failed', 'unknown')),
    CONSTRAINT settled_with_an_outcome CHECK ((outcome IS NULL) = (settled_at IS NULL))
);

GRANT SELECT, INSERT, UPDATE (outcome, said, settled_at) ON ledger.digest_links TO {writer};
