"""What is pushed to other systems: subscriptions, how far each came, and whose turn it is."""
