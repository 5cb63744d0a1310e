-- Knowing what did not come: when each connection was heard of, and the gaps that were noticed.

CREATE INDEX deliveries_by_time ON ledger.inbox (connection, received_at);
CREATE INDEX items_of_an_object ON ledger.inbox_items (object, state);

-- The last time that a delivery came again which is kept already: a sign of life, and nothing else.
CREATE TABLE ledger.inbox_heard (
    connection text COLLATE "C" PRIMARY KEY REFERENCES ledger.connections,
    last_at timestamptz NOT NULL
);

-- Numbers that a sender gives its events, by source. `happened_at` is by the sender's clock.
CREATE TABLE ledger.inbox_numbers (
    connection text COLLATE "C" NOT NULL REFERENCES ledger.connections,
    source text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    happened_at timestamptz NOT NULL,
    kept_at timestamptz NOT NULL,
    delivery bigint NOT NULL REFERENCES ledger.inbox,
    PRIMARY KEY (connection, source, number)
);
CREATE INDEX numbers_by_time ON ledger.inbox_numbers (kept_at);

-- A time in which a connection did not report on a deal, and what became of it. A row is there before
-- the record is: `recorded_at` says that coverage_gap.recorded stands. `ends` is the end of a gap
-- that is known from the beginning. `heals_at` is when it ended; from `healed_at` on that is on
-- record, too. `about` tells gaps of one kind apart.
CREATE TABLE ledger.gaps (
    gap bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    connection text COLLATE "C" NOT NULL REFERENCES ledger.connections,
    system text COLLATE "C" NOT NULL,
    deal text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    about text COLLATE "C" NOT NULL,
    begins timestamptz NOT NULL,
    ends timestamptz,
    cause text NOT NULL,
    noticed_at timestamptz NOT NULL,
    recorded_at timestamptz,
    heals_at timestamptz,
    healed_at timestamptz,
    CONSTRAINT noticed_once UNIQUE (connection, kind, about, begins, deal),
    CONSTRAINT known_kind CHECK (kind IN ('silence', 'ended', 'parked', 'banned', 'sequence')),
    CONSTRAINT some_time CHECK (ends >= begins AND heals_at >= begins)
);
CREATE INDEX gaps_that_are_open ON ledger.gaps (connection, kind) WHERE healed_at IS NULL;
CREATE INDEX gaps_to_record ON ledger.gaps (gap) WHERE recorded_at IS NULL;
CREATE INDEX gaps_that_heal ON ledger.gaps (heals_at)
    WHERE healed_at IS NULL AND heals_at IS NOT NULL;
CREATE INDEX gaps_of_a_deal ON ledger.gaps (deal, system);

GRANT SELECT, INSERT, UPDATE ON ledger.inbox_heard, ledger.gaps TO {writer};
GRANT SELECT, INSERT ON ledger.inbox_numbers TO {writer};
