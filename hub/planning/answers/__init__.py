"""Questions about reach, access, norms and peers, answered from the store's records."""
