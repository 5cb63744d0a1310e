"""What goes into every bundle to verify it without the ledger: a script, and a program."""
