-- The index of a materialized view gets a condition and a comment.
-- before
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m AS SELECT id AS "I d", a FROM t;
CREATE UNIQUE INDEX mi ON m ("I d") INCLUDE (a);
-- after
CREATE TABLE t (id int, a text);
CREATE MATERIALIZED VIEW m AS SELECT id AS "I d", a FROM t;
CREATE UNIQUE INDEX mi ON m ("I d" DESC) INCLUDE (a) WHERE a <> 'x';
COMMENT ON INDEX mi IS 'c';
