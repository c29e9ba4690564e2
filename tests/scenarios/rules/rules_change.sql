-- Rules get other actions and conditions, one is switched off, one comes.
-- before
CREATE TABLE ships (id int, n int);
CREATE TABLE seen (id int);
CREATE VIEW v AS SELECT id FROM ships;
CREATE RULE put AS ON INSERT TO v DO INSTEAD INSERT INTO ships (id) VALUES (new.id);
CREATE RULE saw AS ON UPDATE TO ships WHERE old.n > 1 DO ALSO INSERT INTO seen VALUES (old.id);
-- after
CREATE TABLE ships (id int, n int);
CREATE TABLE seen (id int);
CREATE VIEW v AS SELECT id FROM ships;
CREATE RULE put AS ON INSERT TO v DO INSTEAD (INSERT INTO ships (id) VALUES (new.id); INSERT INTO seen VALUES (new.id));
CREATE RULE saw AS ON UPDATE TO ships DO ALSO NOTHING;
ALTER TABLE ships DISABLE RULE saw;
CREATE RULE keep AS ON DELETE TO v DO INSTEAD NOTHING;
COMMENT ON RULE keep ON v IS 'Nothing sinks.';
