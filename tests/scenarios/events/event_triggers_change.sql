-- Event triggers change their tags, are switched off, come and go.
-- before
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER at_start ON ddl_command_start EXECUTE FUNCTION watch();
CREATE EVENT TRIGGER at_drop ON sql_drop EXECUTE FUNCTION watch();
-- after
CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER at_start ON ddl_command_start WHEN TAG IN ('CREATE VIEW') EXECUTE FUNCTION watch();
COMMENT ON EVENT TRIGGER at_start IS 'Views are counted.';
CREATE EVENT TRIGGER at_end ON ddl_command_end EXECUTE FUNCTION watch();
ALTER EVENT TRIGGER at_end DISABLE;
