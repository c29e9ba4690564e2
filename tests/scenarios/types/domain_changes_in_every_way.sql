-- A domain gets a default, NOT NULL and other checks; another loses them.
-- before
CREATE DOMAIN knots AS int CONSTRAINT sane CHECK (VALUE < 2000000000);
CREATE DOMAIN code AS text DEFAULT 'x' CONSTRAINT filled CHECK (VALUE <> '');
CREATE TABLE trips (k knots, c code);
-- after
CREATE DOMAIN knots AS int DEFAULT 5 CONSTRAINT sane CHECK (VALUE < 2100000000) CONSTRAINT forth CHECK (VALUE > -2100000000);
CREATE DOMAIN code AS text;
CREATE TABLE trips (k knots, c code);
COMMENT ON CONSTRAINT forth ON DOMAIN knots IS 'Never too far back.';
