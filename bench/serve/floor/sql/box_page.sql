-- The first providers of a box, by name.
SELECT p.id, p.name, p.sector, p.status, p.kind FROM hub.provider p
WHERE p.status <> ALL ('{closed,excluded,merged,missing}') AND p.id IN (
    SELECT l.provider_id FROM hub.location l
    WHERE l.point && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)
      AND ST_X(l.point) BETWEEN %(west)s AND %(east)s AND ST_Y(l.point) BETWEEN %(south)s AND %(north)s
      AND (l.kind = 'actual' OR NOT EXISTS (
          SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual')))
ORDER BY p.name, p.id LIMIT %(first)s::int
