"""The read side: folds over entries. Everything here can be thrown away and made again."""
