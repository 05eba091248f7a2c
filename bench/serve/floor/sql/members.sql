-- Providers that work in an oblast.
SELECT p.id, p.sector, p.kind FROM hub.provider p
WHERE p.status <> ALL ('{closed,excluded,merged,missing}') AND p.id IN (
    SELECT l.provider_id FROM hub.location l
    JOIN hub.territory_closure c ON c.territory_id = l.territory_id
    JOIN hub.territory_code o ON o.territory_id = c.ancestor_id AND o.code = %(oblast)s
    WHERE l.kind = 'actual' OR NOT EXISTS (
        SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual'))
