"""The `test` blocks of a mapping: run, proposed, and what they do not reach."""
