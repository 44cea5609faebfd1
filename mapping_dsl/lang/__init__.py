"""The expression language: its types and its functions, knowing nothing of syntax."""
