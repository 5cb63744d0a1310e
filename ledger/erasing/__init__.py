"""Erasing a person: finding what is about them, deleting it, and recording that it was done.

matching     which texts name the person
whom         who that is: ids, pseudonyms, names; and the holds that are in effect
finding      entries, and the values beside them
beside       what lies beside entries: deliveries, tokens, who looked, the set-up
plan         all of it, before anything goes
eraser       one transaction, in which nobody writes
kept_list    what was erased, by digests, outside the database: a restore erases it again
forms        how a value may stand in a dump
scanning     looking for values in a dump, or in the live database
"""
