-- The schema public gets the comment back that it came with.
-- before
COMMENT ON SCHEMA public IS 'ours';
-- after
