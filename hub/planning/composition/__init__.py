"""Which existing providers would make a comprehensive centre together, each fact counted once."""
