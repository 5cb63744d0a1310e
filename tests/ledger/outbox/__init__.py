"""Subscriptions as they are kept: what moves them on, and who may."""
