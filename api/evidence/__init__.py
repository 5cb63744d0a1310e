"""Evidence of a deal that is handed over: put together here, checked in `ledger.proof.bundle`."""
