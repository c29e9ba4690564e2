-- A key goes, and its NOT NULL is left.
-- before
CREATE TABLE t (a int PRIMARY KEY);
-- after
CREATE TABLE t (a int NOT NULL);
