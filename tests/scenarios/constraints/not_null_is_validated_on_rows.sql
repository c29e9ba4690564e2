-- A column of a table with rows becomes NOT NULL.
-- before
CREATE TABLE t (id int PRIMARY KEY, note text);
-- after
CREATE TABLE t (id int PRIMARY KEY, note text NOT NULL);
