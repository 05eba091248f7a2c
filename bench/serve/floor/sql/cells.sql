-- What is given in each of `units`, by wanted category, as the release added it up.
SELECT a.territory_id AS unit, a.category, a.providers, a.services, CASE WHEN a.stated > 0 THEN a.capacity END AS capacity
FROM units u JOIN hub.coverage_cell a ON a.territory_id = u.id WHERE a.category = ANY (%(categories)s)
