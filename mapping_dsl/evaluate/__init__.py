"""What a mapping's expressions and scopes come to for one record."""
