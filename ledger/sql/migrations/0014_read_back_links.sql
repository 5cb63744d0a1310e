-- Links by which somebody who is not signed in answers the read-back of one proposal.

-- Each stands for a token of its own, bound to the person who is asked and to the deal, whose text
-- nobody has: `secret_digest` there is that of the link. So it ends, is revoked, stands in the access
-- log and is erased as tokens are. `made_by` is the token, or the command, with which it was made.
CREATE TABLE ledger.read_back_links (
    token text COLLATE "C" PRIMARY KEY REFERENCES ledger.tokens,
    deal text COLLATE "C" NOT NULL,
    proposal text NOT NULL,
    made_by text NOT NULL
);
CREATE INDEX read_back_links_of_a_deal ON ledger.read_back_links (deal);

GRANT SELECT, INSERT ON ledger.read_back_links TO {writer};
