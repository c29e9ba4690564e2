-- A materialized view gets TOAST parameters and settings of its columns.
-- before
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m WITH (fillfactor=60) AS SELECT * FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m WITH (toast.autovacuum_enabled=false, fillfactor=50) AS SELECT * FROM t;
ALTER MATERIALIZED VIEW m ALTER a SET STATISTICS 7, ALTER a SET STORAGE MAIN, ALTER a SET (n_distinct=3), ALTER a SET COMPRESSION pglz;
