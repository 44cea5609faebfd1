"""Webex: the transform, and what it makes of a record."""
