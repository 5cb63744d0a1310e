"""Who asked for a sign-off, who signed which wording, and with which authority (VOCABULARY 5)."""
