-- An heir gets another default than its parent.
-- before
CREATE TABLE p (a int, c int DEFAULT 5);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER c DROP DEFAULT;
-- after
CREATE TABLE p (a int, c int DEFAULT 5);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER c SET DEFAULT 7;
