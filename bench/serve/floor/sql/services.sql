-- Services of providers, with the provider's number in the list.
SELECT page.n::int, encode(('Service:' || s.id)::bytea, 'base64'), s.name, array_to_string(s.forms, ','), s.category
FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY page (id, n) JOIN hub.service s ON s.provider_id = page.id
ORDER BY page.n, s.name, s.id
