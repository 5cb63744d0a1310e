"""The write side: keep, order, prove."""
