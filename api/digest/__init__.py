"""Digests: sent by mail or by the outward webhooks, recorded before they leave; and opened.

refusals     why one is not sent, or not shown
letter       the mail
sending      recording, handing over, and what became of it
pushed       what became of one that is pushed by subscriptions
opening      the page that shows it, and that it was opened
"""
