"""Forms for what people enter by hand: fields into records, and refusals back to their fields."""
