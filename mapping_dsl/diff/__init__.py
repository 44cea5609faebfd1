"""What changed between two mappings, and what that does to people."""
