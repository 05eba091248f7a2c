"""Plans for new sites over what the hub has published: a question, what it reads, and the answer."""
