"""What every action in Entra does to a person in Webex, step by step."""
