"""What helps editors: the checker, a second pair of eyes, pages that are made once, a reason for what is taken down."""
