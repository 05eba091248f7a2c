-- What serves units, by wanted category.
WITH units AS MATERIALIZED (SELECT unnest(%(units)s::int[]) AS id) <kept_cells>
