-- A view is run with the rights of who calls it, and checks what is written.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v WITH (security_barrier) AS SELECT id FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE VIEW v WITH (security_invoker=true, check_option=local) AS SELECT id FROM t;
