-- Providers by distance, each by the nearest place at which a working service of the category is given. Asking for it as
-- a value, and not as EXISTS, leaves the index on distance in charge.
SELECT near.id, near.name, near.kind, near.radius_m, near.metres FROM (
    SELECT p.id, p.name, p.kind, l.radius_m,
           geography(l.point) <-> geography(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)) AS metres
    FROM hub.location l JOIN hub.provider p ON p.id = l.provider_id
    WHERE l.point IS NOT NULL AND p.status <> ALL ('{closed,excluded,merged,missing}') AND (
        SELECT true FROM hub.service s JOIN hub.service_at_location g ON g.service_id = s.id
        WHERE s.provider_id = l.provider_id AND g.location_id = l.id
          AND s.status <> ALL ('{closed,excluded,merged,missing}')
          AND s.category = ANY (ARRAY(SELECT code FROM hub.term_closure
                                      WHERE taxonomy = 'category' AND ancestor = %(category)s)) LIMIT 1)
      AND l.id = (
        SELECT n.id FROM hub.location n
        WHERE n.provider_id = l.provider_id AND n.point IS NOT NULL
          AND (n.kind = 'actual' OR NOT EXISTS (
              SELECT FROM hub.location a WHERE a.provider_id = n.provider_id AND a.kind = 'actual'))
          AND (SELECT true FROM hub.service s JOIN hub.service_at_location g ON g.service_id = s.id
               WHERE s.provider_id = n.provider_id AND g.location_id = n.id
                 AND s.status <> ALL ('{closed,excluded,merged,missing}')
                 AND s.category = ANY (ARRAY(SELECT code FROM hub.term_closure
                                             WHERE taxonomy = 'category' AND ancestor = %(category)s)) LIMIT 1)
        ORDER BY geography(n.point) <-> geography(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326)), n.id LIMIT 1)
    ORDER BY geography(l.point) <-> geography(ST_SetSRID(ST_MakePoint(%(lon)s, %(lat)s), 4326))
    FETCH FIRST 20 ROWS WITH TIES
) near ORDER BY near.metres, near.id LIMIT 20
