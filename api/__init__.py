"""Every way in: the command line now; HTTP, webhooks and pages as they are built."""
