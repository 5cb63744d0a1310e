"""The inbox, with a translator that takes a list of records for what was delivered."""
