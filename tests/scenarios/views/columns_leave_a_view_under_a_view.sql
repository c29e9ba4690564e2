-- A view loses its first column under another view, with its triggers, rules and defaults of columns kept.
-- before
CREATE TABLE boxes (w int, h int, d int);
CREATE VIEW flat AS SELECT w, h, d FROM boxes;
CREATE VIEW tall AS SELECT h FROM flat;
CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER putting INSTEAD OF INSERT ON flat FOR EACH ROW EXECUTE FUNCTION put();
CREATE RULE no_delete AS ON DELETE TO flat DO INSTEAD NOTHING;
ALTER VIEW flat ALTER h SET DEFAULT 5;
-- after
CREATE TABLE boxes (w int, h int, d int);
CREATE VIEW flat AS SELECT h, d FROM boxes;
CREATE VIEW tall AS SELECT h FROM flat;
CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER putting INSTEAD OF INSERT ON flat FOR EACH ROW EXECUTE FUNCTION put();
CREATE RULE no_delete AS ON DELETE TO flat DO INSTEAD NOTHING;
ALTER VIEW flat ALTER h SET DEFAULT 5;
