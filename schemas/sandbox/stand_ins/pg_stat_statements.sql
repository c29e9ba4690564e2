-- The columns that views and functions most often ask for; never a row.
CREATE VIEW @extschema@.pg_stat_statements AS
    SELECT NULL::pg_catalog.oid AS userid, NULL::pg_catalog.oid AS dbid,
           true AS toplevel, 0::pg_catalog.int8 AS queryid, NULL::pg_catalog.text AS query,
           0::pg_catalog.int8 AS calls, 0::pg_catalog.float8 AS total_exec_time,
           0::pg_catalog.float8 AS mean_exec_time, 0::pg_catalog.int8 AS rows
    WHERE false;
