-- What was told of findings across deals, to whom; made once, beside the views. `told` is the last
-- state of each finding that a role was shown: what differs from it now is a change, and told once.
CREATE TABLE IF NOT EXISTS views.told (
    role text COLLATE "C" NOT NULL,
    deal text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'settled', 'gone')),
    code text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    about jsonb NOT NULL,
    records text[] COLLATE "C" NOT NULL,
    PRIMARY KEY (role, deal, key)
);
-- From which rules of the view on a role is told. Of another version all that differs is passed over
-- in silence: no record made it.
CREATE TABLE IF NOT EXISTS views.telling (
    role text COLLATE "C" PRIMARY KEY,
    version int NOT NULL
);
-- The changes, in their order; `position` is what the view stood on.
CREATE TABLE IF NOT EXISTS views.tellings (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    role text COLLATE "C" NOT NULL,
    change text COLLATE "C" NOT NULL CHECK (change IN ('opened', 'reopened', 'closed')),
    deal text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    severity text COLLATE "C" NOT NULL,
    about jsonb NOT NULL,
    records text[] COLLATE "C" NOT NULL,
    settled_by text COLLATE "C",
    how text COLLATE "C",
    position bigint NOT NULL,
    found_at timestamptz NOT NULL
);
-- How far each subscription that asks for findings came.
CREATE TABLE IF NOT EXISTS views.told_to (
    subscription text COLLATE "C" PRIMARY KEY,
    number bigint NOT NULL
);
