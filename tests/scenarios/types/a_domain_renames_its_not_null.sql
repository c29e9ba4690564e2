-- The NOT NULL of a domain changes its name and loses its comment.
-- before
CREATE DOMAIN d AS int CONSTRAINT x NOT NULL;
COMMENT ON CONSTRAINT x ON DOMAIN d IS 'c';
-- after
CREATE DOMAIN d AS int CONSTRAINT y NOT NULL;
