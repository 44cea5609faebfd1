"""Attribute mappings from Microsoft Entra ID to Cisco Webex: parse, check, compile, preview."""

__version__ = "0.1.0"
