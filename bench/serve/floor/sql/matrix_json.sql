-- The planning matrix as the text of the answer, from the sums that a release keeps.
WITH units AS MATERIALIZED (<units>), cells AS MATERIALIZED (<kept_cells>)
SELECT convert_to('{"data":{"coverage":[' || coalesce(string_agg(part, ','), '') || ']}}', 'UTF8') FROM (
    SELECT '{"territory":{"code":"' || u.code || '","name":' || to_json(u.name) || ',"population":'
        || coalesce('{"value":' || u.people || '}', 'null') || '},"cells":[' || (
            SELECT string_agg('{"category":{"code":"' || w.code || '"},"providers":' || coalesce(c.providers, 0)
                || ',"services":' || coalesce(c.services, 0)
                || ',"capacity":' || coalesce(c.capacity::text, 'null') || ',"per10k":'
                || coalesce((CASE WHEN c.shared = 0 THEN c.capacity * 10000.0::float8 / nullif(u.people, 0) END)::text, 'null') || '}',
                ',' ORDER BY w.number)
            FROM unnest(%(categories)s::text[]) WITH ORDINALITY w (code, number)
            LEFT JOIN cells c ON c.territory_id = u.id AND c.category = w.code) || ']}' AS part
    FROM units u) each
