"""A bank of questions in plain words with the readings that are right; README.md says how."""
