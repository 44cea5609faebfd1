"""Findings and previews to text and JSON: pure functions of values."""
