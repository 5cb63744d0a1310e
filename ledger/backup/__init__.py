"""Backup and restore: all that a database holds and nobody could derive, in one encrypted file.

new_file     the file appears when it is complete, or not at all
archive      the file: a zip that holds the key, sealed by the passphrase, and the sealed data
sealing      age: what the passphrase seals, and what the key seals
packing      the data: members in a compressed tar
manifest     the first member: what the backup holds, and which schema it fits
catalogue    the tables and sequences, as the database lists them
tree         the entries give the root that the log states
dump, load   from a database to members, and back
signing      the signer's key and state, which lie outside the database
"""
