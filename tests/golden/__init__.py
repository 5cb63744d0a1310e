"""What must never change by accident: the schema, and the bytes of every event ever stored.

- `schema.txt`: the catalogue of a migrated database. After a new migration
  `python -m tests.golden schema` writes it anew.
- `records.jsonl`, `entries.jsonl`, `disclosures.jsonl`, line by line: a record as it is read today,
  the exact bytes that were stored of it, and what these commit to. `python -m tests.golden entries`
  adds lines for new events and new schema versions. Lines that are there are never edited, once a
  version that stored such bytes was released (until then: empty the three files, and run it).
- `answers.json`: the digests of answers to the story. An answer that has changed is one by other
  rules: raise `projections.basis.RULES`, then `python -m tests.golden answers` writes the file
  anew (until a version was released that gave such answers, the rules may keep their number).
"""
