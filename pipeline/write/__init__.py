"""Tables → files, and back."""
