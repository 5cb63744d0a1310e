"""Digests: sent by mail or by the outward webhooks, recorded before they leave; and opened.

records      what the ledger records of one itself
refusals     why one is not sent, or not shown
letter       the mail
sending      recording, handing over, and what became of it
pushed       what became of one that is pushed by subscriptions
undelivered  those that nobody will be pushed any more
opening      the page that shows it, and that it was opened
"""
