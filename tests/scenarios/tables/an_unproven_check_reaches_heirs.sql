-- A check of a parent becomes NOT VALID for its heirs too.
-- before
CREATE TABLE p (a int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0);
CREATE TABLE c () INHERITS (p);
-- after
CREATE TABLE p (a int);
CREATE TABLE c () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NOT VALID;
