"""Bundles of evidence: how their files are named and packed, and what checks one. Pure."""
