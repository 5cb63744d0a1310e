"""Evidence that leaves the house."""
