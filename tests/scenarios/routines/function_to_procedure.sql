-- A function becomes a procedure of the same name.
-- before
CREATE FUNCTION f(a int) RETURNS void LANGUAGE sql AS 'select 1';
-- after
CREATE PROCEDURE f(a int) LANGUAGE sql AS 'select 1';
