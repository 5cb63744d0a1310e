"""A mapping: what a provider tells, in a file that people can read, and the records it becomes."""
