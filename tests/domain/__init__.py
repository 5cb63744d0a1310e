"""The domain: what can be recorded, what is refused, and what must never be refused."""
