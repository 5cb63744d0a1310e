"""The tests, mirroring the packages. Real PostgreSQL everywhere; warnings are errors."""
