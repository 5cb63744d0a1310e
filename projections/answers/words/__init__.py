"""Plain words into a question: transparent rules over the deal's own vocabulary, no model."""
