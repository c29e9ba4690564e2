-- A collation is replaced under a column.
-- before
CREATE COLLATION c1 (PROVIDER = libc, LOCALE = 'C');
CREATE TABLE t (a text COLLATE c1);
-- after
CREATE COLLATION c1 (PROVIDER = builtin, LOCALE = 'C.UTF-8');
CREATE TABLE t (a text COLLATE c1);
