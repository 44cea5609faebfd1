"""What the tool can do, a module and a function for each command; none prints or exits."""
