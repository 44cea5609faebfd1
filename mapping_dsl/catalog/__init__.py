"""What is known of the attributes of Entra ID and of Webex, with evidence for each."""
