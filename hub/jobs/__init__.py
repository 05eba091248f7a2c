"""What runs by itself: jobs in PostgreSQL, taken up by workers."""
