-- Functions change names, defaults and kinds of arguments.
-- before
CREATE FUNCTION a(x int, y int DEFAULT 2) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b(x int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION c(x int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION d(x int, OUT y int) LANGUAGE sql AS 'SELECT 1';
-- after
CREATE FUNCTION a(x int, y int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION b(other int DEFAULT 3) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION c(VARIADIC x int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION d(x int, OUT y int, OUT z text) LANGUAGE sql AS $$SELECT 1, 'a'$$;
