"""Planning in the schema: what every answer carries, and the questions of a planner."""
