-- Providers %(first)s to %(last)s of %(count)s, each with 8 services, into the hub's own tables.
DROP TABLE IF EXISTS made;
CREATE TEMP TABLE made AS
SELECT n, pg_temp.id_of('provider', n) AS id, s.id AS source_id, r.id AS run_id, k.code AS kind, k.name AS kind_name,
       CASE WHEN k.sector = 'municipal' AND pg_temp.pick(n, 3, 10) = 0 THEN 'state' ELSE k.sector END AS sector,
       CASE WHEN pg_temp.pick(n, 4, 100) < 97 THEN 'active' WHEN pg_temp.pick(n, 4, 100) < 99 THEN 'suspended'
            ELSE 'closed' END AS status,
       k.name || ' «' || w.name || '» № ' || n || ' (зразок)' AS name,
       p.territory_id, p.name AS place, p.hromada, p.hromada_id, p.oblast_name,
       ST_SetSRID(ST_MakePoint(round((p.lon + (pg_temp.pick(n, 5, 20001) - 10000) / 250000.0)::numeric, 6)::float8,
                               round((p.lat + (pg_temp.pick(n, 6, 20001) - 10000) / 400000.0)::numeric, 6)::float8),
                  4326) AS point,
       t.name || ', ' || 1 + pg_temp.pick(n, 7, 200) AS street,
       kk.search || wk.search || ' ' || n || pk.search AS search
FROM generate_series(%(first)s::bigint, %(last)s::bigint) n
JOIN oblasts o ON o.oblast = (n - 1) * (SELECT count(*) FROM oblasts) / %(count)s::bigint
JOIN places p ON p.oblast = o.oblast AND p.number = pg_temp.pick(n, 8, o.places)
JOIN hub.source s ON s.code = 'bench-' || lower(left(o.code, 4))
JOIN hub.run r ON r.source_id = s.id
JOIN kinds k ON k.number = pg_temp.pick(n, 9, (SELECT count(*) FROM kinds))
JOIN proper_names w ON w.number = pg_temp.pick(n, 10, (SELECT count(*) FROM proper_names))
JOIN streets t ON t.number = pg_temp.pick(n, 11, (SELECT count(*) FROM streets))
JOIN search_keys kk ON kk.name = k.name
JOIN search_keys wk ON wk.name = w.name
JOIN search_keys pk ON pk.name = p.name
ORDER BY n;
ANALYZE made;

INSERT INTO hub.provider (id, source_id, key, name, lang, kind, sector, status, phones, emails, attributes, synthetic,
                          cites, search, row_hash, release_from)
SELECT id, source_id, n::text, name, 'uk', kind, sector, status,
       ARRAY['+38044' || lpad(pg_temp.pick(n, 12, 1000000)::text, 7, '0')], ARRAY['p' || n || '@example.org'],
       '{}', true, 'made by bench/serve', search, pg_temp.hash_of('provider', n), 1
FROM made ORDER BY made.n;

INSERT INTO hub.provider_identifier (id, source_id, provider_id, scheme, value, row_hash, release_from)
SELECT pg_temp.id_of('identifier', n), source_id, id, 'BENCH', lpad(n::text, 8, '0'), pg_temp.hash_of('identifier', n), 1
FROM made ORDER BY made.n;

INSERT INTO hub.location (id, source_id, provider_id, kind, territory_id, territory_how, point, precision, radius_m,
                          address, confidential, row_hash, release_from)
SELECT pg_temp.id_of('location', n), source_id, id, 'actual', territory_id, 'stated', point, 'exact', 50,
       oblast_name || ' область, ' || place || ', ' || street, false, pg_temp.hash_of('location', n), 1
FROM made ORDER BY made.n;

-- Every fifth has a second place in the same settlement, every tenth a legal address beside them.
INSERT INTO hub.location (id, source_id, provider_id, kind, territory_id, territory_how, point, precision, radius_m,
                          address, confidential, row_hash, release_from)
SELECT pg_temp.id_of('branch', n), source_id, id, CASE WHEN n %% 10 = 0 THEN 'legal' ELSE 'actual' END, territory_id,
       'stated', ST_Translate(point, 0.004, 0.003), 'street', 300,
       oblast_name || ' область, ' || place || ', ' || street || ', корпус 2', false, pg_temp.hash_of('branch', n), 1
FROM made WHERE n %% 5 = 0 ORDER BY made.n;

DROP TABLE IF EXISTS offered;
CREATE TEMP TABLE offered AS
SELECT m.n, m.n * 8 + i AS number, pg_temp.id_of('service', m.n * 8 + i) AS id, m.id AS provider_id, m.source_id,
       m.hromada_id, c.code, c.name
FROM made m CROSS JOIN generate_series(0, 7) i CROSS JOIN (SELECT count(*) AS many FROM categories) all_of
JOIN categories c ON c.number = (pg_temp.pick(m.n, 13, all_of.many) + i * (1 + pg_temp.pick(m.n, 14, 5))) %% all_of.many
ORDER BY m.n, i;
ANALYZE offered;

INSERT INTO hub.service (id, source_id, provider_id, key, name, category, matched_via, matched_by, national_system,
                         national_label, forms, target_groups, minimum_age, status, row_hash, release_from)
SELECT o.id, o.source_id, o.provider_id, o.code, o.name, o.code, 'exact', 'bench', 'bench', o.name,
       CASE WHEN a.code = b.code OR o.number %% 3 > 0 THEN ARRAY[a.code] ELSE ARRAY[a.code, b.code] END,
       CASE WHEN g.code = h.code OR o.number %% 2 > 0 THEN ARRAY[g.code] ELSE ARRAY[g.code, h.code] END,
       CASE WHEN o.number %% 4 = 0 THEN 18 END,
       CASE WHEN pg_temp.pick(o.number, 15, 100) < 98 THEN 'active' ELSE 'closed' END,
       pg_temp.hash_of('service', o.number), 1
FROM offered o
JOIN forms a ON a.number = pg_temp.pick(o.number, 16, (SELECT count(*) FROM forms))
JOIN forms b ON b.number = pg_temp.pick(o.number, 17, (SELECT count(*) FROM forms))
JOIN groups g ON g.number = pg_temp.pick(o.number, 18, (SELECT count(*) FROM groups))
JOIN groups h ON h.number = pg_temp.pick(o.number, 19, (SELECT count(*) FROM groups))
ORDER BY o.number;

INSERT INTO hub.service_at_location (id, source_id, provider_id, service_id, location_id, row_hash, release_from)
SELECT pg_temp.id_of('given', number), source_id, provider_id, id, pg_temp.id_of('location', n),
       pg_temp.hash_of('given', number), 1
FROM offered ORDER BY offered.number;

INSERT INTO hub.service_area (id, source_id, provider_id, service_id, territory_id, row_hash, release_from)
SELECT pg_temp.id_of('area', number), source_id, provider_id, id, hromada_id, pg_temp.hash_of('area', number), 1
FROM offered WHERE number %% 40 = 0 ORDER BY offered.number;

-- Half of the services state their places, every eighth of these twice.
INSERT INTO hub.capacity (id, source_id, provider_id, service_id, as_of, unit, total, available, row_hash, release_from)
SELECT pg_temp.id_of('capacity ' || day, number), source_id, provider_id, id, day, 'place',
       10 + pg_temp.pick(number, 20, 90), pg_temp.pick(number, 21, 10), pg_temp.hash_of('capacity ' || day, number), 1
FROM offered, (VALUES ('2026-01-01'::date), ('2025-01-01')) days (day)
WHERE number %% 2 = 0 AND (day > '2025-06-01' OR number %% 16 = 0) ORDER BY offered.number;

INSERT INTO hub.statement (id, source_id, record_type, record_id, key, content, claims, run_id, row, claimed_on, row_hash,
                           release_from)
SELECT id, source_id, 'provider', id, n::text, jsonb_build_object('key', n::text, 'name', name, 'lang', 'uk'),
       jsonb_build_object('name', jsonb_build_object('value', name), 'sector', jsonb_build_object('value', sector)),
       run_id, n::int, current_date, pg_temp.hash_of('statement', n), 1
FROM made ORDER BY made.n;

INSERT INTO hub.change (release, record_type, record_id, kind) SELECT 1, 'provider', id, 'added' FROM made;
