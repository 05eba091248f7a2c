-- What is given in each of `units`, by wanted category, counted live.
SELECT o.unit, o.category, count(DISTINCT o.provider_id) AS providers, count(*) AS services, sum(latest.total) AS capacity
FROM (
    SELECT DISTINCT u.id AS unit, k.ancestor AS category, s.id, s.provider_id
    FROM units u JOIN hub.territory_closure b ON b.ancestor_id = u.id
    JOIN hub.location l ON l.territory_id = b.territory_id
    JOIN hub.service_at_location g ON g.location_id = l.id
    JOIN hub.service s ON s.id = g.service_id
    JOIN hub.provider p ON p.id = s.provider_id
    JOIN hub.term_closure k ON k.taxonomy = 'category' AND k.code = s.category
    WHERE k.ancestor = ANY (%(categories)s)
      AND s.status <> ALL ('{closed,excluded,merged,missing}') AND p.status <> ALL ('{closed,excluded,merged,missing}')
      AND (l.kind = 'actual' OR NOT EXISTS (
          SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual'))
) o LEFT JOIN LATERAL (
    SELECT c.total FROM hub.capacity c WHERE c.service_id = o.id
    ORDER BY c.as_of DESC NULLS LAST, CASE c.unit WHEN 'place' THEN 0 ELSE 1 END, c.unit LIMIT 1) latest ON true
GROUP BY o.unit, o.category
