-- A column of a view gets a default for what is inserted.
-- before
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id, a FROM t;
-- after
CREATE TABLE t (id int, a text);
CREATE VIEW v AS SELECT id, a FROM t;
ALTER VIEW v ALTER a SET DEFAULT 'x';
