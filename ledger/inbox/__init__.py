"""Webhook deliveries: kept raw, claimed, handed to a translator given from outside, or parked."""
