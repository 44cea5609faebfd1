"""The SCIM requests that Entra sends to Webex for a record, and what they leave there.

`predict(preview, current, dialect)` gives the requests, `applied(requests, current)` the Webex
object after them. Both are pure: nothing here opens a connection.
"""
