-- Subscriptions: what is pushed to other systems, where to, and how far it came.

-- `types` and `deals` NULL: all of them; `role` says what may be shown. `position` is the last entry
-- that the receiver has taken or that was passed over: it moves on only. `tries` failed since it
-- moved last, and the next is at `again_at`; `last_error` says why the last one failed.
CREATE TABLE ledger.subscriptions (
    subscription text COLLATE "C" PRIMARY KEY,
    url text NOT NULL,
    role text NOT NULL,
    types text[],
    deals text[],
    created_at timestamptz NOT NULL,
    position bigint NOT NULL,
    pushed_at timestamptz,
    tries int NOT NULL DEFAULT 0,
    again_at timestamptz,
    last_error text,
    ended_at timestamptz,
    reason text,
    CONSTRAINT known_role CHECK (role IN ('reader', 'legal')),
    CONSTRAINT ends_with_a_reason CHECK ((ended_at IS NULL) = (reason IS NULL))
);

-- Every push is signed with each secret that counts, so that they can be changed without loss. They
-- are kept in clear, since signatures are made of them; the writer alone reads them.
CREATE TABLE ledger.subscription_secrets (
    secret bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription text COLLATE "C" NOT NULL REFERENCES ledger.subscriptions,
    value text NOT NULL,
    created_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX secrets_of_a_subscription ON ledger.subscription_secrets (subscription);

-- Where it leads and what it may show never changes: another one is made for that.
GRANT SELECT, INSERT,
    UPDATE (position, pushed_at, tries, again_at, last_error, ended_at, reason)
    ON ledger.subscriptions TO {writer};
GRANT SELECT, INSERT, UPDATE (ended_at) ON ledger.subscription_secrets TO {writer};
