-- NOT NULL constraints change their names and whether heirs have them.
-- before
CREATE TABLE t (a int NOT NULL, b int CONSTRAINT x NOT NULL);
-- after
CREATE TABLE t (a int CONSTRAINT y NOT NULL, b int NOT NULL NO INHERIT);
