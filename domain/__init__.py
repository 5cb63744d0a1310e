"""The business of a deal, pure: what can be recorded, and what may be refused.

No clock, no ids made here, no input or output: only the standard library and pydantic.
"""
