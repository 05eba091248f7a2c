WITH buckets AS MATERIALIZED (<buckets>),
labels AS MATERIALIZED (
    SELECT DISTINCT ON (taxonomy, code) taxonomy, code, to_json(label)::text AS label FROM hub.term_label
    ORDER BY taxonomy, code, array_position('{uk,en,ru,kk}'::text[], lang))
SELECT convert_to('{"data":{"providers":{"totalCount":' || least((<count>), 50000) || ',"facets":[' || (
    SELECT string_agg('{"by":"' || upper(replace(f.by, '-', '_')) || '","buckets":[' || coalesce((
        SELECT string_agg('{"code":"' || b.code || '","label":' || coalesce(k.label, to_json(b.code)::text)
                          || ',"count":' || b.count || '}', ',' ORDER BY b.count DESC, b.code)
        FROM buckets b LEFT JOIN labels k ON k.taxonomy = b.by AND k.code = b.code WHERE b.by = f.by), '')
        || ']}', ',' ORDER BY f.number)
    FROM unnest('{category,sector,kind,form,target-group}'::text[]) WITH ORDINALITY f (by, number)) || ']}}}', 'UTF8')
