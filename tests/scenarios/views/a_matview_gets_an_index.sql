-- A materialized view gets an index that includes a column.
-- before
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m AS SELECT id AS "I d", a FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m AS SELECT id AS "I d", a FROM t;
CREATE UNIQUE INDEX mi ON m ("I d") INCLUDE (a);
