-- How many providers of an oblast share each value; services are read once for the three facets that need them.
WITH members AS MATERIALIZED (<members>),
offered AS MATERIALIZED (
    SELECT s.provider_id, s.category, s.forms, s.target_groups FROM hub.service s JOIN members m ON m.id = s.provider_id
    WHERE s.status <> ALL ('{closed,excluded,merged,missing}')),
pairs AS (
    SELECT 'category' AS by, o.provider_id, k.ancestor AS code
    FROM (SELECT DISTINCT provider_id, category FROM offered) o
    JOIN hub.term_closure k ON k.taxonomy = 'category' AND k.code = o.category AND NOT k.is_national
    UNION SELECT 'sector', id, sector FROM members
    UNION SELECT 'kind', m.id, k.ancestor FROM members m
          JOIN hub.term_closure k ON k.taxonomy = 'kind' AND k.code = m.kind
    UNION SELECT 'form', provider_id, unnest(forms) FROM offered
    UNION SELECT 'target-group', o.provider_id, k.ancestor
          FROM (SELECT DISTINCT provider_id, unnest(target_groups) AS code FROM offered) o
          JOIN hub.term_closure k ON k.taxonomy = 'target-group' AND k.code = o.code)
SELECT by, code, count(*) AS count FROM pairs GROUP BY by, code ORDER BY by, count(*) DESC, code
