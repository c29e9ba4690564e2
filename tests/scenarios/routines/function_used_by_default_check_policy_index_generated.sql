-- A function with other argument names is under a default, a check, an index, a policy and a generated column.
-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE TABLE t (a int DEFAULT f(1) CHECK (f(a) > 0), b int GENERATED ALWAYS AS (f(a)) STORED);
CREATE INDEX i ON t (f(a));
CREATE POLICY p ON t USING (f(a) > 0);
-- after
CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE TABLE t (a int DEFAULT f(1) CHECK (f(a) > 0), b int GENERATED ALWAYS AS (f(a)) STORED);
CREATE INDEX i ON t (f(a));
CREATE POLICY p ON t USING (f(a) > 0);
