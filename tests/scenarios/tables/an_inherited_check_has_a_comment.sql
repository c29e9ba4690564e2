-- An heir has a comment of its own on a check that it inherits.
-- before
CREATE TABLE p (a int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NO INHERIT;
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ADD CONSTRAINT k CHECK (a > 1);
-- after
CREATE TABLE p (a int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0);
CREATE TABLE c () INHERITS (p);
COMMENT ON CONSTRAINT k ON c IS 'x';
