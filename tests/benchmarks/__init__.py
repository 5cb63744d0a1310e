"""What the ledger costs, measured: `make bench`. Peers do the same work in turns, in one run."""
