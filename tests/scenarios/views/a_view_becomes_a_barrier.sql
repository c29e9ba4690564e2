-- A view becomes a security barrier.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE VIEW v WITH (security_barrier) AS SELECT id FROM t;
