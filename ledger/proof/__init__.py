"""What proves the ledger, pure: bytes, commitments, the Merkle tree. Imports no database."""
