"""The one layout of a mapping file: tree -> document -> lines."""
