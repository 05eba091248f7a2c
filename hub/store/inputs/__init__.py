"""Writes inputs of planning: norms, points where people live, travel times."""
