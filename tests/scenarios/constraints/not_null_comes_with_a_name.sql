-- NOT NULL comes, once under a name of its own.
-- before
CREATE TABLE t (a int, b int);
-- after
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT x NOT NULL);
