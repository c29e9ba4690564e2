-- The replica identity goes, and so does the index.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL UNIQUE);
CREATE UNIQUE INDEX i ON t (a);
ALTER TABLE t REPLICA IDENTITY NOTHING;
-- after
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int NOT NULL);
