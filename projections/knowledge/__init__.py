"""Who knew what: the knowledge ladder, and what each side was told (VOCABULARY 4)."""
