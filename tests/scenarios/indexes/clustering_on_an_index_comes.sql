-- CLUSTER ON an index is set.
-- before
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
CREATE INDEX i ON t (b);
-- after
CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, b text);
CREATE INDEX i ON t (b);
ALTER TABLE t CLUSTER ON i;
