"""What intake hands over in writing."""
