-- Every provider has one sector, so that the counts of all sectors add up to all providers.
SELECT coalesce(sum(a.providers), 0)::int FROM hub.facet_count a
WHERE a.field = 'sector' AND a.territory_id = (SELECT territory_id FROM hub.territory_code WHERE code = %(oblast)s)
