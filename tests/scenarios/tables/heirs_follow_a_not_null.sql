-- Heirs follow a NOT NULL of their parent, save one that is NO INHERIT.
-- before
CREATE TABLE p (a int, b int);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
-- after
CREATE TABLE p (a int NOT NULL, b int NOT NULL NO INHERIT);
CREATE TABLE c () INHERITS (p);
CREATE TABLE d (b int) INHERITS (p);
