-- A NO INHERIT goes, and heirs have the NOT NULL too.
-- before
CREATE TABLE p (a int NOT NULL, b int NOT NULL NO INHERIT);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
-- after
CREATE TABLE p (a int CONSTRAINT x NOT NULL, b int NOT NULL);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
