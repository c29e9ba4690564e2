-- An heir of a table with a generated column comes.
-- before
CREATE TABLE p (a int, g int GENERATED ALWAYS AS (a * 2) STORED);
-- after
CREATE TABLE p (a int, g int GENERATED ALWAYS AS (a * 2) STORED);
CREATE TABLE c () INHERITS (p);
