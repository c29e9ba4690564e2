-- A check of a parent is not enforced any more.
-- before
CREATE TABLE p (a int);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0);
CREATE TABLE c () INHERITS (p);
COMMENT ON CONSTRAINT k ON c IS 'x';
-- after
CREATE TABLE p (a int);
CREATE TABLE c () INHERITS (p);
ALTER TABLE p ADD CONSTRAINT k CHECK (a > 0) NOT ENFORCED;
