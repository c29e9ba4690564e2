-- A cast changes its context, one goes, one comes with its function.
-- before
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE FUNCTION to_flag(int) RETURNS flag IMMUTABLE LANGUAGE sql AS $$SELECT 'red'::flag$$;
CREATE CAST (int AS flag) WITH FUNCTION to_flag(int);
CREATE CAST (varchar AS flag) WITH INOUT AS ASSIGNMENT;
-- after
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE FUNCTION to_flag(int) RETURNS flag IMMUTABLE LANGUAGE sql AS $$SELECT 'red'::flag$$;
CREATE FUNCTION from_flag(flag) RETURNS int IMMUTABLE LANGUAGE sql AS $$SELECT 1$$;
CREATE CAST (int AS flag) WITH FUNCTION to_flag(int) AS IMPLICIT;
CREATE CAST (flag AS int) WITH FUNCTION from_flag(flag) AS ASSIGNMENT;
COMMENT ON CAST (flag AS int) IS 'Counts colours.';
