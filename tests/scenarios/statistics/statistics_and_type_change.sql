-- A column of a statistics object changes its type.
-- before
CREATE TABLE t (id int, b text, c int);
CREATE STATISTICS st (ndistinct) ON id, c FROM t;
-- after
CREATE TABLE t (id bigint, b text, c int);
CREATE STATISTICS st (ndistinct) ON id, c FROM t;
