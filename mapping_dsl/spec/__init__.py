"""The `test` blocks of a mapping."""
