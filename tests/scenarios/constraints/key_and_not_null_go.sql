-- A key changes its name, and so does the NOT NULL of its column.
-- before
CREATE TABLE t (a int PRIMARY KEY);
-- after
CREATE TABLE t (a int CONSTRAINT n NOT NULL, CONSTRAINT k PRIMARY KEY (a));
