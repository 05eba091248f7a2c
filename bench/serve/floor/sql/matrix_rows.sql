WITH units AS MATERIALIZED (<units>) <cells>
