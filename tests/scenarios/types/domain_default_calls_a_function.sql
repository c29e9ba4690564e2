-- The default was written while the schema of the function was on the search path.
-- before
CREATE SCHEMA tools;
-- after
CREATE SCHEMA tools;
CREATE FUNCTION tools.letter(n int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT chr(96 + n)';
SET search_path = tools;
CREATE DOMAIN code AS text DEFAULT letter(4);
