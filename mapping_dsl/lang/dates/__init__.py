"""Dates as .NET's `DateTime` has them: reading, writing and counting, in the invariant culture."""
