-- A column default of a view goes.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 'y';
ALTER VIEW v ALTER id SET DEFAULT 3;
-- after
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 'x';
