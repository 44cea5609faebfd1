"""Findings, changes and previews to text and other formats: pure functions of values."""
