-- Heirs lose the NOT NULL constraints that their parent loses.
-- before
CREATE TABLE p (a int CONSTRAINT x NOT NULL, b int NOT NULL);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
-- after
CREATE TABLE p (a int, b int);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
