-- What synthetic rows are picked from. `pick(n, salt, modulo)` is the same number in every run.
CREATE FUNCTION pg_temp.pick(n bigint, salt bigint, modulo bigint) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT ((hashint8extended(n, salt) & 9223372036854775807) % modulo)::int $$;

CREATE FUNCTION pg_temp.id_of(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
$$ SELECT md5('bench ' || kind || ' ' || n)::uuid $$;

CREATE FUNCTION pg_temp.hash_of(kind text, n bigint) RETURNS bytea LANGUAGE sql IMMUTABLE AS
$$ SELECT decode(md5('row ' || kind || ' ' || n), 'hex') $$;

-- A register comes from one oblast: providers of an oblast follow each other, its settlements do not.
CREATE TEMP TABLE places AS
SELECT dense_rank() OVER (ORDER BY o.code) - 1 AS oblast,
       row_number() OVER (PARTITION BY o.id ORDER BY s.code) - 1 AS number,
       s.id AS territory_id, s.name, h.id AS hromada_id, h.name AS hromada, ST_X(s.point) AS lon, ST_Y(s.point) AS lat,
       o.id AS oblast_id, o.code AS oblast_code, o.name AS oblast_name
FROM hub.territory s
JOIN hub.territory h ON h.id = s.parent_id AND h.level = 'hromada'
JOIN hub.territory_closure c ON c.territory_id = s.id
JOIN hub.territory o ON o.id = c.ancestor_id AND o.level = 'region'
WHERE s.country = 'UA' AND s.level = 'settlement' AND s.point IS NOT NULL AND s.valid_to IS NULL
  AND o.code NOT LIKE 'UA01%' AND o.code NOT LIKE 'UA85%';

CREATE TEMP TABLE oblasts AS
SELECT oblast, count(*) AS places, min(oblast_id) AS territory_id, min(oblast_code) AS code, min(oblast_name) AS name
FROM places GROUP BY oblast;

CREATE TEMP TABLE kinds AS
SELECT row_number() OVER (ORDER BY t.code) - 1 AS number, t.code, l.label AS name,
       CASE t.code WHEN 'ngo' THEN 'nonprofit' WHEN 'religious' THEN 'religious' WHEN 'business' THEN 'business'
                   ELSE 'municipal' END AS sector
FROM hub.term t JOIN hub.term_label l ON l.taxonomy = t.taxonomy AND l.code = t.code AND l.lang = 'uk'
WHERE t.taxonomy = 'kind' AND t.code NOT IN ('natural-person', 'sole-trader');

CREATE TEMP TABLE categories AS
SELECT row_number() OVER (ORDER BY t.code) - 1 AS number, t.code, l.label AS name
FROM hub.term t JOIN hub.term_label l ON l.taxonomy = t.taxonomy AND l.code = t.code AND l.lang = 'uk'
WHERE t.taxonomy = 'category' AND t.parent IS NOT NULL AND t.code <> 'crisis.shelter-violence';

CREATE TEMP TABLE groups AS
SELECT row_number() OVER (ORDER BY code) - 1 AS number, code FROM hub.term WHERE taxonomy = 'target-group';

CREATE TEMP TABLE forms AS
SELECT row_number() OVER (ORDER BY code) - 1 AS number, code FROM hub.term WHERE taxonomy = 'form';

CREATE TEMP TABLE proper_names (number int, name text);
CREATE TEMP TABLE streets (number int, name text);
CREATE TEMP TABLE search_keys (name text PRIMARY KEY, search text NOT NULL);
