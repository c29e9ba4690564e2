-- A view gets a column that has a default.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 'y';
ALTER VIEW v ALTER id SET DEFAULT 3;
-- after
CREATE TABLE t (id int, a text, z int);
CREATE VIEW v AS SELECT id, a, z FROM t;
ALTER VIEW v ALTER z SET DEFAULT 9;
ALTER VIEW v ALTER a SET DEFAULT 'y';
