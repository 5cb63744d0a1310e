"""Subscriptions, pushed to real receivers on this machine."""
