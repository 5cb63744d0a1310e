"""The story that this was made for, told as records."""
