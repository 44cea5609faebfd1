"""What a mapping is compiled to; all of it is made from the model alone."""
