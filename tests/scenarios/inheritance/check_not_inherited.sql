-- A check that heirs do not inherit becomes one that they do, and the other way round.
-- before
CREATE TABLE things (id int, n int, CONSTRAINT a CHECK (id IS NULL OR true) NO INHERIT, CONSTRAINT b CHECK (n IS NULL OR true));
CREATE TABLE boats () INHERITS (things);
-- after
CREATE TABLE things (id int, n int, CONSTRAINT a CHECK (id IS NULL OR true), CONSTRAINT b CHECK (n IS NULL OR true) NO INHERIT);
CREATE TABLE boats () INHERITS (things);
