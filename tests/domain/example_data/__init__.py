"""The `data` of one minimal and one full record of every type; by section."""
