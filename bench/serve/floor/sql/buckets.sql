-- How many providers of an oblast share each value, as the release added it up.
SELECT a.field AS by, a.code, a.providers AS count FROM hub.facet_count a
WHERE a.territory_id = (SELECT territory_id FROM hub.territory_code WHERE code = %(oblast)s) ORDER BY a.field, a.providers DESC, a.code
