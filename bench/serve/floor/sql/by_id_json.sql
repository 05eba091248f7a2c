SELECT convert_to('{"data":{"node":{"id":"' || encode(('Provider:' || p.id)::bytea, 'base64') || '","name":' || to_json(p.name)
    || ',"sector":"' || upper(replace(p.sector, '-', '_')) || '","status":"' || upper(p.status) || '","kind":'
    || coalesce('{"code":"' || p.kind || '","label":' || (
        SELECT to_json(label)::text FROM hub.term_label WHERE taxonomy = 'kind' AND code = p.kind
        ORDER BY array_position('{uk,en,ru,kk}'::text[], lang) LIMIT 1) || '}', 'null')
    || ',"locations":[' || coalesce((
        SELECT string_agg(
            '{"id":"' || encode(('Location:' || l.id)::bytea, 'base64') || '","address":'
            || coalesce(to_json(l.address)::text, 'null')
            || ',"point":' || coalesce('{"lat":' || ST_Y(l.point) || ',"lon":' || ST_X(l.point) || '}', 'null')
            || ',"precision":{"class":"' || upper(l.precision) || '","metres":' || coalesce(l.radius_m::text, 'null') || '}}',
            ',' ORDER BY l.kind, l.address, l.id)
        FROM hub.location l WHERE l.provider_id = p.id), '')
    || '],"services":[' || coalesce((
        SELECT string_agg(
            '{"id":"' || encode(('Service:' || s.id)::bytea, 'base64') || '","name":' || to_json(s.name) || ',"forms":['
            || CASE WHEN s.forms = '{}' THEN ''
                    ELSE '"' || upper(replace(array_to_string(s.forms, '","'), '-', '_')) || '"' END
            || '],"category":' || coalesce('{"code":"' || s.category || '","label":' || (
                SELECT to_json(label)::text FROM hub.term_label WHERE taxonomy = 'category' AND code = s.category
                ORDER BY array_position('{en,uk,ru,kk}'::text[], lang) LIMIT 1) || '}', 'null') || '}',
            ',' ORDER BY s.name, s.id)
        FROM hub.service s WHERE s.provider_id = p.id), '') || ']}}}', 'UTF8')
FROM hub.provider p WHERE p.id = %(id)s::uuid
