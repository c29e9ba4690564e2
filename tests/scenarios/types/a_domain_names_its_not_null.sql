-- The NOT NULL of a domain gets a name and a comment.
-- before
CREATE DOMAIN d AS int NOT NULL;
-- after
CREATE DOMAIN d AS int CONSTRAINT x NOT NULL;
COMMENT ON CONSTRAINT x ON DOMAIN d IS 'c';
