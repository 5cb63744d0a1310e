"""The rule files of the kinds of question: records in, answer out."""
