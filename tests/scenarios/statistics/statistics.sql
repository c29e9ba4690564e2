-- A statistics object gets a target, another new expressions.
-- before
CREATE TABLE t (id int, b text, c int);
CREATE STATISTICS st (ndistinct) ON id, c FROM t;
CREATE STATISTICS s2 ON (id + 1) FROM t;
-- after
CREATE TABLE t (id int, b text, c int);
CREATE STATISTICS st (ndistinct) ON id, c FROM t;
ALTER STATISTICS st SET STATISTICS 20;
CREATE STATISTICS s2 ON (id + 2) FROM t;
