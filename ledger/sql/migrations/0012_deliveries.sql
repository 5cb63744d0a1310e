-- Finding the deliveries that records were made of: an export asks for those of a whole deal.
CREATE INDEX items_of_a_record ON ledger.inbox_items USING gin (records) WHERE records <> '{}';
