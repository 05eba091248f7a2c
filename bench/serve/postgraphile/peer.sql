-- What a user of PostGraphile would add to a hub's database to be asked the benchmark's questions: PostGraphile makes
-- fields of functions. Indexes are the hub's own.
CREATE OR REPLACE FUNCTION hub.provider_kind_label(p hub.provider) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT label FROM hub.term_label WHERE taxonomy = 'kind' AND code = p.kind
    ORDER BY array_position('{uk,en,ru,kk}'::text[], lang) LIMIT 1
$$;

CREATE OR REPLACE FUNCTION hub.service_category_label(s hub.service) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT label FROM hub.term_label WHERE taxonomy = 'category' AND code = s.category
    ORDER BY array_position('{en,uk,ru,kk}'::text[], lang) LIMIT 1
$$;

CREATE OR REPLACE FUNCTION hub.providers_in_box(west float8, south float8, east float8, north float8)
RETURNS SETOF hub.provider STABLE LANGUAGE sql AS $$
    SELECT p.* FROM hub.provider p
    WHERE p.status <> ALL ('{closed,excluded,merged,missing}') AND p.id IN (
        SELECT l.provider_id FROM hub.location l
        WHERE l.point && ST_MakeEnvelope(west, south, east, north, 4326)
          AND ST_X(l.point) BETWEEN west AND east AND ST_Y(l.point) BETWEEN south AND north
          AND (l.kind = 'actual' OR NOT EXISTS (
              SELECT FROM hub.location a WHERE a.provider_id = l.provider_id AND a.kind = 'actual')))
    ORDER BY p.name, p.id
$$;

CREATE OR REPLACE FUNCTION hub.nearest_locations(lat float8, lon float8, category text)
RETURNS SETOF hub.location STABLE LANGUAGE sql AS $$
    SELECT l.* FROM hub.location l JOIN hub.provider p ON p.id = l.provider_id
    WHERE l.point IS NOT NULL AND p.status <> ALL ('{closed,excluded,merged,missing}') AND (
        SELECT true FROM hub.service s JOIN hub.service_at_location g ON g.service_id = s.id
        WHERE s.provider_id = l.provider_id AND g.location_id = l.id
          AND s.status <> ALL ('{closed,excluded,merged,missing}')
          AND s.category = ANY (ARRAY(SELECT code FROM hub.term_closure k
                                      WHERE k.taxonomy = 'category' AND k.ancestor = nearest_locations.category)) LIMIT 1)
      AND l.id = (
        SELECT n.id FROM hub.location n
        WHERE n.provider_id = l.provider_id AND n.point IS NOT NULL
          AND (n.kind = 'actual' OR NOT EXISTS (
              SELECT FROM hub.location a WHERE a.provider_id = n.provider_id AND a.kind = 'actual'))
          AND (SELECT true FROM hub.service s JOIN hub.service_at_location g ON g.service_id = s.id
               WHERE s.provider_id = n.provider_id AND g.location_id = n.id
                 AND s.status <> ALL ('{closed,excluded,merged,missing}')
                 AND s.category = ANY (ARRAY(
                     SELECT code FROM hub.term_closure k
                     WHERE k.taxonomy = 'category' AND k.ancestor = nearest_locations.category)) LIMIT 1)
        ORDER BY geography(n.point) <-> geography(ST_SetSRID(ST_MakePoint(lon, lat), 4326)), n.id LIMIT 1)
    ORDER BY geography(l.point) <-> geography(ST_SetSRID(ST_MakePoint(lon, lat), 4326))
$$;

CREATE OR REPLACE FUNCTION hub.location_distance(l hub.location, lat float8, lon float8)
RETURNS float8 STABLE LANGUAGE sql AS $$
    SELECT geography(l.point) <-> geography(ST_SetSRID(ST_MakePoint(lon, lat), 4326))
$$;

CREATE OR REPLACE FUNCTION hub.coverage_matrix(oblast text, categories text[])
RETURNS TABLE (territory_code text, territory_name text, people int, category text, providers int, services int,
               capacity int, per10k float8)
STABLE LANGUAGE sql AS $$
    WITH units AS MATERIALIZED (<units>), cells AS MATERIALIZED (<live_cells>)
    SELECT u.code, u.name, u.people, w.code, coalesce(c.providers, 0)::int, coalesce(c.services, 0)::int,
           c.capacity::int, c.capacity * 10000.0::float8 / nullif(u.people, 0)
    FROM units u CROSS JOIN unnest(categories) WITH ORDINALITY w (code, number)
    LEFT JOIN cells c ON c.unit = u.id AND c.category = w.code
    ORDER BY lower(u.name) COLLATE "und-x-icu", u.code, w.number
$$;

CREATE OR REPLACE FUNCTION hub.provider_count(oblast text) RETURNS int STABLE LANGUAGE sql AS $$
    SELECT least((<live_count>), 50000)::int
$$;

CREATE OR REPLACE FUNCTION hub.facet_buckets(oblast text) RETURNS TABLE (facet text, code text, label text, providers int)
STABLE LANGUAGE sql AS $$
    SELECT b.by, b.code, coalesce((
        SELECT label FROM hub.term_label l WHERE l.taxonomy = b.by AND l.code = b.code
        ORDER BY array_position('{uk,en,ru,kk}'::text[], lang) LIMIT 1), b.code), b.count::int
    FROM (<live_buckets>) b ORDER BY b.by, b.count DESC, b.code
$$;
