-- The function of a cast that a view relies on gets another body.
-- before
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE FUNCTION from_flag(flag) RETURNS int IMMUTABLE LANGUAGE sql AS $$SELECT 1$$;
CREATE CAST (flag AS int) WITH FUNCTION from_flag(flag);
CREATE TABLE poles (f flag);
CREATE VIEW counted AS SELECT f::int AS n FROM poles;
-- after
CREATE TYPE flag AS ENUM ('red', 'blue');
CREATE FUNCTION from_flag(flag) RETURNS int IMMUTABLE LANGUAGE sql AS $$SELECT 2$$;
CREATE CAST (flag AS int) WITH FUNCTION from_flag(flag);
CREATE TABLE poles (f flag);
CREATE VIEW counted AS SELECT f::int AS n FROM poles;
