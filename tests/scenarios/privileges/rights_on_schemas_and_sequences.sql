-- Rights on schemas, sequences, routines and views change.
-- roles: pilot, clerk
-- before
CREATE SCHEMA port;
CREATE SEQUENCE port.ticket;
CREATE VIEW port.now_at AS SELECT current_date AS today;
CREATE PROCEDURE port.ring() LANGUAGE sql AS 'SELECT 1';
GRANT USAGE ON SCHEMA port TO pilot;
GRANT USAGE ON SEQUENCE port.ticket TO pilot;
-- after
CREATE SCHEMA port;
CREATE SEQUENCE port.ticket;
CREATE VIEW port.now_at AS SELECT current_date AS today;
CREATE PROCEDURE port.ring() LANGUAGE sql AS 'SELECT 1';
GRANT USAGE, CREATE ON SCHEMA port TO clerk;
GRANT SELECT, UPDATE ON SEQUENCE port.ticket TO pilot;
GRANT SELECT ON port.now_at TO clerk;
REVOKE ALL ON PROCEDURE port.ring() FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE port.ring() TO clerk;
