"""What must hold when processes are killed at any moment. Run by hand; one short run is a test."""
