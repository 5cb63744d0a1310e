"""What leaves the house as evidence."""
