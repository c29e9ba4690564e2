-- A check becomes NO INHERIT, and an heir has another of the same name.
-- before
CREATE TABLE p (a int);
CREATE TABLE c () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
-- after
CREATE TABLE p (a int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NO INHERIT;
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ADD CONSTRAINT k CHECK (a > 1);
