"""From the tree to the model: names, bases, lowering, and what is known of values."""
