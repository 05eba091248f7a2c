-- A territory page; `here` is the territory.
WITH here AS MATERIALIZED (
    SELECT t.* FROM hub.territory t JOIN hub.territory_code c ON c.territory_id = t.id WHERE c.code = %(code)s),
named AS NOT MATERIALIZED (
    SELECT t.id, t.code, coalesce((
        SELECT n.name FROM hub.territory_name n
        WHERE n.territory_id = t.id AND n.lang = 'uk' AND n.kind <> 'former' AND n.valid_to IS NULL
        ORDER BY CASE n.kind WHEN 'official' THEN 0 WHEN 'transliterated' THEN 1 ELSE 2 END, n.name LIMIT 1
    ), t.name) AS name
    FROM hub.territory t),
extent AS MATERIALIZED (
    SELECT ST_Extent(shape) AS box FROM (
        SELECT boundary AS shape FROM here WHERE boundary IS NOT NULL
        UNION ALL SELECT t.point FROM here JOIN hub.territory_closure c ON c.ancestor_id = here.id
                  JOIN hub.territory t ON t.id = c.territory_id WHERE here.boundary IS NULL) shapes),
reached AS MATERIALIZED (
    SELECT s.category FROM here JOIN hub.territory_closure c ON c.ancestor_id = here.id
    JOIN hub.location l ON l.territory_id = c.territory_id
    JOIN hub.service_at_location g ON g.location_id = l.id
    JOIN hub.service s ON s.id = g.service_id JOIN hub.provider p ON p.id = s.provider_id
    WHERE s.status <> ALL ('{closed,excluded,merged,missing}') AND p.status <> ALL ('{closed,excluded,merged,missing}')
      AND (l.kind = 'actual' OR NOT EXISTS (
          SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual'))
    UNION SELECT s.category FROM (
        SELECT a.service_id FROM here JOIN hub.territory_closure c ON c.ancestor_id = here.id
        JOIN hub.service_area a ON a.territory_id = c.territory_id
        UNION ALL SELECT a.service_id FROM here JOIN hub.territory_closure c ON c.territory_id = here.id
        JOIN hub.service_area a ON a.territory_id = c.ancestor_id) a
    JOIN hub.service s ON s.id = a.service_id JOIN hub.provider p ON p.id = s.provider_id
    WHERE s.status <> ALL ('{closed,excluded,merged,missing}') AND p.status <> ALL ('{closed,excluded,merged,missing}')),
duties AS MATERIALIZED (
    SELECT b.taxonomy, b.code, t.sort, bool_or(EXISTS (
        SELECT FROM hub.term_closure k JOIN reached ON reached.category = k.code
        WHERE k.taxonomy = 'category' AND k.ancestor = b.category)) AS present
    FROM here JOIN hub.basic_service b ON b.country = here.country
    JOIN hub.term t ON t.taxonomy = b.taxonomy AND t.code = b.code GROUP BY b.taxonomy, b.code, t.sort),
members AS MATERIALIZED (
    SELECT p.id, p.name FROM hub.provider p
    WHERE p.status <> ALL ('{closed,excluded,merged,missing}') AND p.id IN (
        SELECT l.provider_id FROM hub.location l JOIN hub.territory_closure c ON c.territory_id = l.territory_id
        JOIN here ON here.id = c.ancestor_id
        WHERE l.kind = 'actual' OR NOT EXISTS (
            SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual')))
SELECT convert_to('{"data":{"territory":{"code":"' || here.code || '","scheme":"' || upper(replace(here.scheme, '-', '_'))
    || '","level":"' || upper(replace(here.level, '-', '_')) || '","name":' || (
        SELECT to_json(name)::text FROM named WHERE named.id = here.id)
    || ',"population":' || coalesce((
        SELECT '{"value":' || h.value || ',"asOf":' || coalesce('"' || h.as_of || '"', 'null') || ',"source":{"title":'
            || to_json(s.title) || '}}'
        FROM hub.territory_population h JOIN hub.source s ON s.id = h.source_id
        WHERE h.territory_id = here.id ORDER BY h.as_of DESC NULLS LAST, h.source_id LIMIT 1), 'null')
    || ',"ancestors":[' || coalesce((
        SELECT string_agg('{"code":"' || n.code || '","name":' || to_json(n.name) || '}', ',' ORDER BY c.depth DESC)
        FROM hub.territory_closure c JOIN named n ON n.id = c.ancestor_id
        WHERE c.territory_id = here.id AND c.depth > 0), '')
    || '],"children":{"totalCount":' || (
        SELECT count(*) FROM hub.territory t WHERE t.parent_id = here.id AND t.valid_to IS NULL)
    || ',"edges":[' || coalesce((
        SELECT string_agg('{"node":{"code":"' || code || '"}}', ',') FROM (
            SELECT code FROM hub.territory WHERE parent_id = here.id AND valid_to IS NULL
            ORDER BY lower(name) COLLATE "und-x-icu", scheme, code LIMIT 5) five), '')
    || ']},"point":' || coalesce('{"lat":' || ST_Y(here.point) || ',"lon":' || ST_X(here.point) || '}', 'null')
    || ',"bbox":' || coalesce((
        SELECT '{"west":' || ST_XMin(box) || ',"south":' || ST_YMin(box) || ',"east":' || ST_XMax(box)
            || ',"north":' || ST_YMax(box) || '}' FROM extent), 'null')
    || ',"boundary":' || coalesce(
        ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(here.boundary, 200 / 111320.0)), 6), 'null')
    || ',"basicServices":' || CASE WHEN EXISTS (SELECT FROM duties) THEN '{"required":' || (SELECT count(*) FROM duties)
    || ',"present":[' || coalesce((
        SELECT string_agg('{"code":"' || code || '"}', ',' ORDER BY sort, code) FROM duties WHERE present), '')
    || '],"missing":[' || coalesce((
        SELECT string_agg('{"code":"' || code || '","label":' || (
            SELECT to_json(label)::text FROM hub.term_label l WHERE l.taxonomy = d.taxonomy AND l.code = d.code
            ORDER BY array_position('{uk,en,ru,kk}'::text[], lang) LIMIT 1) || '}', ',' ORDER BY sort, code)
        FROM duties d WHERE NOT present), '') || ']}' ELSE 'null' END
    || ',"providers":{"totalCount":' || (SELECT count(*) FROM members) || ',"edges":[' || coalesce((
        SELECT string_agg('{"node":{"name":' || to_json(name) || '}}', ',') FROM (
            SELECT name FROM members ORDER BY name, id LIMIT 3) three), '') || ']}}}}', 'UTF8')
FROM here
