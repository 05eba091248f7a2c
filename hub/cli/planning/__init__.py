"""`merezha plan …`: the questions of planning, a module for each kind."""
