"""What it costs, as multiples of something plain in the same run."""
