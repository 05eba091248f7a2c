"""Reads for plans: few columns of many rows, by prepared statements over plain connections."""
