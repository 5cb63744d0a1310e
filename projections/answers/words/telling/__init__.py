"""Who told whom what, and what became of it on its way: a small grammar of telling.

Every word is accounted for by its place (who, verb, whom, of what, when), or nothing is read here:
then the frames and the meaning of the words are tried as ever.
"""
