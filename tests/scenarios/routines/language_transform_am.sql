-- A language gets a validator; an access method and a transform go.
-- before
CREATE FUNCTION lang_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql',
    'plpgsql_call_handler';
CREATE FUNCTION val(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE mylang HANDLER lang_handler;
CREATE ACCESS METHOD myheap TYPE TABLE HANDLER heap_tableam_handler;
CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
-- after
CREATE FUNCTION lang_handler() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql',
    'plpgsql_call_handler';
CREATE FUNCTION val(oid) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_validator';
CREATE TRUSTED LANGUAGE mylang HANDLER lang_handler VALIDATOR val;
COMMENT ON LANGUAGE mylang IS 'x';
