-- What is given in units, by wanted category, as the release added it up.
SELECT a.territory_id, a.category, a.providers, a.services, CASE WHEN a.stated > 0 THEN a.capacity END
FROM hub.coverage_cell a WHERE a.territory_id = ANY (%(units)s) AND a.category = ANY (%(categories)s)
