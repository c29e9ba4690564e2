-- The schema public loses the comment that it came with.
-- before
-- after
COMMENT ON SCHEMA public IS NULL;
