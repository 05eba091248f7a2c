SELECT name, sector, status, kind FROM hub.provider WHERE id = %(id)s::uuid
