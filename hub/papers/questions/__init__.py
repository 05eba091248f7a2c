"""The paper of each question of planning, made of its answer in GraphQL."""
