"""Microsoft Graph: the synchronization schema of an application."""
