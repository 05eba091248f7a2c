SELECT count(*) FROM (<members> LIMIT 50001) m
