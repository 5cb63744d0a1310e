"""Pushing to other systems what the ledger sees: signed, in order, at least once."""
