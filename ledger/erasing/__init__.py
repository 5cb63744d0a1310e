"""Erasing a person: finding what is about them, deleting it, and recording that it was done.

matching     which texts name the person
whom         who that is: ids, pseudonyms, names; and the holds that are in effect
finding      entries, and the values beside them
filings      which documents were filed, and whether what names one of them goes
beside       what lies beside entries: deliveries, tokens, who looked, the set-up
contents     what is kept of documents
undoing      as what a content may read; and whether it can be looked into at all
plan         all of it, before anything goes
eraser       one transaction, in which nobody writes
kept_list    what was erased, by digests, outside the database: a restore erases it again
forms        how a value may stand in a dump
scanning     looking for values in a dump, or in the live database
"""
