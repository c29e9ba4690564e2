-- A view is replaced by one that reads itself.
-- before
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT * FROM t;
-- after
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT * FROM t;
CREATE OR REPLACE VIEW v AS SELECT id FROM v;
