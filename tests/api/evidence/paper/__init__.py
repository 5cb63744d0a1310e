"""The readable part of the evidence, of the story."""
