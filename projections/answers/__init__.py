"""Questions and their answers: one rule file per kind, over the folds; no language model."""
