"""What one deal puts into each view: the same that its folds say."""
