"""Time stamps over checkpoints: taken from authorities, recorded, and read again.

authority   whom to ask, how often, and whom to believe
asking      one request and what comes back, judged
taking      one look: who is due, asked, judged, recorded
running     at work until it is told to stop, beside the signer
standing    how it stands with each authority, in the database, for readers
recorded    the stamps that are on record
when        what they say of when an entry was recorded
judging     those of a whole ledger, for `verify`
"""
