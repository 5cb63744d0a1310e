"""The kinds of question, one rule file each (VOCABULARY 6.2)."""
