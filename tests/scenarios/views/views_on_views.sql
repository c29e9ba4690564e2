-- A view below another one gets a column in between.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE VIEW below AS SELECT id, b FROM t;
CREATE VIEW above AS SELECT count(*) AS n FROM below;
-- after
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE VIEW below AS SELECT id, a, b FROM t;
CREATE VIEW above AS SELECT count(*) AS n, sum(a) AS a FROM below;
