"""Reconciliation: what another system's own export says, held against what it reported."""
