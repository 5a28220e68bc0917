"""What helps editors: the checker, a second pair of eyes, and a reason for whatever is taken down."""
