"""The documents that a function's row rests on."""

PAGE = "Microsoft, functions for customizing application data, 2026-04-10"
CUSTOMIZE = "Microsoft, customize user provisioning attribute mappings"
CLOUD_SYNC = "Microsoft, expression reference of cloud sync"
GRAPH = "Microsoft Graph, functions of a synchronizationSchema, beta of 2021"
EXPORT = "a synchronization schema exported from a tenant in 2020"
REPORT = "a user's report on expressions of an outbound mapping, June 2026"
