-- Places of providers, with the provider's number in the list.
SELECT page.n::int, encode(('Location:' || l.id)::bytea, 'base64'), l.address, ST_Y(l.point), ST_X(l.point), l.precision,
       l.radius_m
FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY page (id, n) JOIN hub.location l ON l.provider_id = page.id
ORDER BY page.n, l.kind, l.address, l.id
