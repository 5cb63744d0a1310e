"""Questions in the plain form of their kind: each frame of English that says the same."""
