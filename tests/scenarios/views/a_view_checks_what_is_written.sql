-- A view has a condition and checks it over other views too.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v WITH (security_invoker=true, check_option=local) AS SELECT id FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id FROM t WHERE id > 3 WITH CHECK OPTION;
