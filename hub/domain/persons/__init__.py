"""Natural persons: their names, numbers and telephones in texts, and what may be kept of them."""
