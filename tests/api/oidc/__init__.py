"""Signing in by the organisation."""
