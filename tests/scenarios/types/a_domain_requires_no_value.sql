-- A domain is NOT NULL no more.
-- before
CREATE DOMAIN d AS int NOT NULL;
COMMENT ON CONSTRAINT d_not_null ON DOMAIN d IS 'c';
-- after
CREATE DOMAIN d AS int;
