"""Scenarios tried against terms: every expectation was worked out by hand."""
