"""Differential tests: what we compute against what a real .NET computes, on drawn inputs.

`python -m tests.oracle` prints the table; the package `dotnetcore2` holds the runtime, and Debian's
`libicu72` what it knows of languages.
"""
