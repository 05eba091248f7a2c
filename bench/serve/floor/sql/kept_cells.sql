-- Cells of `units` as the release added them up: what serves each, and what serves all of a unit around it.
SELECT l.territory_id, a.category, sum(a.providers)::int AS providers, sum(a.services)::int AS services,
    sum(f.capacity) AS capacity, sum(f.shared) AS shared
FROM units u
JOIN hub.territory_closure l ON l.territory_id = u.id
JOIN hub.coverage_cell a ON a.territory_id = l.ancestor_id
    AND a.reach = CASE l.depth WHEN 0 THEN 'inside' ELSE 'whole' END AND a.category = ANY (%(categories)s)
LEFT JOIN LATERAL (
    SELECT sum(c.value)::float8 AS capacity, sum(c.shared)::float8 AS shared FROM hub.capacity_sum c
    WHERE c.territory_id = a.territory_id AND c.category = a.category AND c.reach = a.reach AND c.figure = 'total') f ON true
GROUP BY l.territory_id, a.category
