"""The floor: the benchmark's operations written by hand, with nothing between the socket and the SQL."""
