-- CLUSTER ON moves from an index to the primary key.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
CREATE INDEX i ON t (b);
ALTER TABLE t CLUSTER ON i;
-- after
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
CREATE INDEX i ON t (b);
ALTER TABLE t CLUSTER ON t_pkey;
