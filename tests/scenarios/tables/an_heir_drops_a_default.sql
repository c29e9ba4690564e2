-- An heir has no default where its parent has one.
-- before
CREATE TABLE p (a int, c int DEFAULT 5);
CREATE TABLE c () INHERITS (p);
-- after
CREATE TABLE p (a int, c int DEFAULT 5);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER c DROP DEFAULT;
