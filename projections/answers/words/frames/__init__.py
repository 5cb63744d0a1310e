"""The frames that tell a kind, one file each: its cues, its own words, what it takes."""
