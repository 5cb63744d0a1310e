-- How it stands with the authorities that stamp checkpoints (RFC 3161): for readers. The stamps
-- themselves are entries of the ledger.

-- `stamped_at` and `size`: the last stamp that was recorded, and how many entries it covers. `tries`
-- failed since, the first at `failing_since`, and the next is at `again_at`; `reason` says why the
-- last one failed. One row for each authority that is asked.
CREATE TABLE ledger.time_stamping (
    authority text COLLATE "C" PRIMARY KEY,
    stamped_at timestamptz,
    size bigint,
    failing_since timestamptz,
    tries int NOT NULL DEFAULT 0,
    again_at timestamptz,
    reason text,
    CONSTRAINT failing_for_a_reason CHECK ((failing_since IS NULL) = (reason IS NULL))
);

GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.time_stamping TO {writer};
GRANT SELECT ON ledger.time_stamping TO {views}, {eraser};
