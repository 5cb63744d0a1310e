"""Mail that leaves by the house's own server: how it is set up, and what became of each."""
