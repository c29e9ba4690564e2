-- The replica identity moves from an index to a unique constraint.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL UNIQUE);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t REPLICA IDENTITY USING INDEX i;
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL UNIQUE);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t REPLICA IDENTITY USING INDEX t_b_key;
