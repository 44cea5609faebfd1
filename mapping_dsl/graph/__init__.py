"""Microsoft Graph: the schema of one synchronization job, read, replaced whole, and reset.

Plain JSON over HTTPS: Microsoft's own SDK drops `flowTypes` and has no PUT for a schema. The
libraries are the extra `graph`, imported where they are used.
"""
