SELECT convert_to('{"data":{"nearestProviders":{"edges":[' || coalesce(string_agg(
    '{"distanceMetres":' || near.metres || ',"uncertaintyMetres":' || coalesce(near.radius_m::text, 'null')
    || ',"node":{"id":"' || encode(('Provider:' || near.id)::bytea, 'base64') || '","name":' || to_json(near.name)
    || ',"kind":' || coalesce('{"code":"' || near.kind || '","label":' || (
        SELECT to_json(label)::text FROM hub.term_label WHERE taxonomy = 'kind' AND code = near.kind
        ORDER BY array_position('{uk,en,ru,kk}'::text[], lang) LIMIT 1) || '}', 'null')
    || ',"locations":[' || (
        SELECT string_agg(
            '{"address":' || coalesce(to_json(l.address)::text, 'null') || ',"point":'
            || coalesce('{"lat":' || ST_Y(l.point) || ',"lon":' || ST_X(l.point) || '}', 'null') || '}',
            ',' ORDER BY l.kind, l.address, l.id)
        FROM hub.location l WHERE l.provider_id = near.id) || ']}}', ',' ORDER BY near.metres, near.id), '') || ']}}}', 'UTF8')
FROM (<nearest>) near
