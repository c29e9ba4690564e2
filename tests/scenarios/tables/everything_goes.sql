-- A design with everything that hangs together goes, and the down plan brings it back.
-- roles: pilot
-- before
CREATE SCHEMA port;
CREATE TYPE port.flag AS ENUM ('red', 'blue');
CREATE DOMAIN port.knots AS int CHECK (VALUE > -1);
CREATE SEQUENCE port.bell;
CREATE FUNCTION port.next() RETURNS int LANGUAGE sql AS $$SELECT nextval('port.bell')::int$$;
CREATE TABLE port.ships (id int PRIMARY KEY DEFAULT port.next(), f port.flag, k port.knots, twin int REFERENCES port.ships);
CREATE INDEX by_flag ON port.ships (f);
CREATE VIEW port.red AS SELECT id FROM port.ships WHERE f = 'red';
CREATE MATERIALIZED VIEW port.kept AS SELECT id FROM port.red;
CREATE FUNCTION port.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER noted AFTER INSERT ON port.ships FOR EACH ROW EXECUTE FUNCTION port.note();
CREATE PUBLICATION news FOR TABLE port.ships;
GRANT USAGE ON SCHEMA port TO pilot;
GRANT SELECT ON port.red TO pilot;
-- after
CREATE TABLE left_over (id int);
