-- How far each view is. `version` is that of the rows' rules; `failed_at` the position of the entry
-- that stopped it, with the deal and the class of the error (never its words, which may be private).
CREATE TABLE IF NOT EXISTS views.status (
    view text COLLATE "C" PRIMARY KEY,
    version int NOT NULL,
    position bigint NOT NULL,
    failed_at bigint,
    failed_deal text COLLATE "C",
    error text,
    since timestamptz
);
-- What is being built beside, and how far it is, in entries.
CREATE TABLE IF NOT EXISTS views.builds (
    view text COLLATE "C" PRIMARY KEY,
    version int NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    began timestamptz NOT NULL DEFAULT now()
);
