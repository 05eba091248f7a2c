-- The hromadas of an oblast by name, with their newest populations.
SELECT t.id, t.code, coalesce((
    SELECT n.name FROM hub.territory_name n
    WHERE n.territory_id = t.id AND n.lang = 'uk' AND n.kind <> 'former' AND n.valid_to IS NULL
    ORDER BY CASE n.kind WHEN 'official' THEN 0 WHEN 'transliterated' THEN 1 ELSE 2 END, n.name LIMIT 1
), t.name) AS name, (
    SELECT value FROM hub.territory_population h WHERE h.territory_id = t.id
    ORDER BY as_of DESC NULLS LAST, source_id LIMIT 1
) AS people
FROM hub.territory t
WHERE t.level = 'hromada' AND t.valid_to IS NULL AND t.id IN (
    SELECT c.territory_id FROM hub.territory_closure c JOIN hub.territory_code o ON o.territory_id = c.ancestor_id
    WHERE o.code = %(oblast)s)
ORDER BY lower(t.name) COLLATE "und-x-icu", t.code
