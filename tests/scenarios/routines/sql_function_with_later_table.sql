-- Functions of SQL name a table that is made with them, as strings and as bodies.
-- before
-- after
CREATE TABLE t (id int);
CREATE FUNCTION f() RETURNS bigint LANGUAGE sql AS 'select count(*) from t';
CREATE FUNCTION g() RETURNS bigint BEGIN ATOMIC select count(*) from t;
END;
