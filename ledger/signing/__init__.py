"""The signer: what it signs it computes itself, and what it signed it remembers outside.

state        what it remembers: the last size, root and checkpoint, and whether it is frozen
folder       its key and its state, in files
source       what it reads of the database
following    new entries, judged and taken in
rereading    old entries, read again
published    copies of checkpoints in the database, for readers
signer       one step: take in what is new, sign it, or freeze
resuming     going on after a freeze, with or without a loss
running      the signer at work until it is told to stop
"""
