-- An event trigger fires always, and another comes.
-- before
CREATE FUNCTION evt() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION evt();
-- after
CREATE FUNCTION evt() RETURNS event_trigger LANGUAGE plpgsql AS $$ begin end $$;
CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION evt();
ALTER EVENT TRIGGER et ENABLE ALWAYS;
CREATE EVENT TRIGGER e2 ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION evt();
