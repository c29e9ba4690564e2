-- What everybody may do unless told otherwise is taken from everybody and given to one.
-- roles: pilot
-- before
CREATE FUNCTION depth() RETURNS int LANGUAGE sql AS 'SELECT 3';
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE DOMAIN fathom AS int;
-- after
CREATE FUNCTION depth() RETURNS int LANGUAGE sql AS 'SELECT 3';
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE DOMAIN fathom AS int;
REVOKE EXECUTE ON FUNCTION depth() FROM PUBLIC;
REVOKE USAGE ON TYPE flag FROM PUBLIC;
REVOKE USAGE ON DOMAIN fathom FROM PUBLIC;
GRANT EXECUTE ON FUNCTION depth() TO pilot;
GRANT USAGE ON TYPE flag TO pilot;
