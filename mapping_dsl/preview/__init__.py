"""What Entra would do with one record."""
