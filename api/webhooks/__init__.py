"""Deliveries of other systems: who sent them, what they say, which records come of it."""
