-- What every row refers to: sources, a run, a release; and facts that the bundled territories lack.
INSERT INTO hub.source (code, kind, title, publisher, licence, lang, is_sample, jurisdiction_id, authority)
SELECT 'bench-' || lower(left(code, 4)), 'register', 'Synthetic register of ' || name, 'Merezha bench', 'CC0-1.0', 'uk',
       true, territory_id, '{}'
FROM oblasts;

INSERT INTO hub.source (code, kind, title, publisher, licence, lang, is_sample)
VALUES ('bench-facts', 'reference', 'Synthetic populations and boundaries', 'Merezha bench', 'CC0-1.0', 'uk', true);

INSERT INTO hub.release (number, published_at, as_of, providers, services, access_points)
VALUES (1, now(), current_date, %(count)s, %(count)s * 8, 0);

INSERT INTO hub.run (source_id, status, started_at, finished_at, file_name, file_hash, inputs_hash, read, accepted, added,
                     release)
SELECT id, 'published', now(), now(), code || '.csv', md5(code), md5(code), %(count)s / 24, %(count)s / 24,
       %(count)s / 24, 1
FROM hub.source WHERE code LIKE 'bench-ua%%';

INSERT INTO hub.territory_population (territory_id, source_id, as_of, value)
SELECT t.id, s.id, '2022-01-01', 2000 + pg_temp.pick(t.id, 1, 60000)
FROM hub.territory t, hub.source s
WHERE t.country = 'UA' AND t.level = 'hromada' AND t.valid_to IS NULL AND s.code = 'bench-facts';

UPDATE hub.territory t
SET boundary = ST_Multi(ST_Buffer(point, 0.08 + pg_temp.pick(id, 2, 80) / 1000.0, 'quad_segs=64')),
    boundary_source_id = (SELECT id FROM hub.source WHERE code = 'bench-facts')
WHERE country = 'UA' AND level = 'hromada' AND valid_to IS NULL AND point IS NOT NULL;
