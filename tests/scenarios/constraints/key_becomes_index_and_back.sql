-- A unique constraint becomes a unique index, and an index a constraint.
-- before
CREATE TABLE a (x int, y int, CONSTRAINT one UNIQUE (x));
CREATE UNIQUE INDEX two ON a (y);
-- after
CREATE TABLE a (x int, y int, CONSTRAINT two UNIQUE (y));
CREATE UNIQUE INDEX one ON a (x);
