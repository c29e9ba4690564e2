-- An heir requires a value in a column that it inherits.
-- before
CREATE TABLE p (a int);
CREATE TABLE c () INHERITS (p);
-- after
CREATE TABLE p (a int);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER a SET NOT NULL;
