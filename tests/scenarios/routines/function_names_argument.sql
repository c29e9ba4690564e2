-- An argument without a name gets one, and loses it again.
-- before
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1';
-- after
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';
