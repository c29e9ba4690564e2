-- A column and an index use other collations; one of the old ones goes.
-- before
CREATE COLLATION plain (provider = libc, locale = 'C');
CREATE TABLE people (a text COLLATE plain, b text);
CREATE INDEX by_b ON people (b COLLATE plain);
-- after
CREATE COLLATION wide (provider = builtin, locale = 'C.UTF-8');
CREATE TABLE people (a text COLLATE wide, b text COLLATE "C");
CREATE INDEX by_b ON people (b COLLATE wide);
