"""Papers: a planning answer as a file that a planner prints, files or computes with."""
