-- A column changes type under a check, key, index, view, policy, trigger, rule and statistics.
-- roles: pilot
-- before
CREATE TABLE ships (id int PRIMARY KEY, tons int CONSTRAINT sane CHECK (tons IS NULL OR tons < 2000000000), note text);
CREATE TABLE loads (ship int REFERENCES ships, tons int);
CREATE INDEX by_tons ON ships (tons) WHERE tons > 5;
CREATE VIEW heavy AS SELECT id, tons FROM ships WHERE tons > 100;
GRANT SELECT (tons) ON heavy TO pilot;
CREATE POLICY light ON ships USING (tons < 50);
CREATE FUNCTION weigh() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER weighed BEFORE UPDATE OF tons ON ships FOR EACH ROW WHEN (new.tons > 1) EXECUTE FUNCTION weigh();
CREATE RULE spilled AS ON UPDATE TO loads WHERE new.tons > 9 DO ALSO UPDATE ships SET tons = new.tons WHERE id = new.ship;
CREATE STATISTICS highlow ON id, tons FROM ships;
-- after
CREATE TABLE ships (id int PRIMARY KEY, tons bigint CONSTRAINT sane CHECK (tons IS NULL OR tons < 2000000000), note text);
CREATE TABLE loads (ship int REFERENCES ships, tons int);
CREATE INDEX by_tons ON ships (tons) WHERE tons > 5;
CREATE VIEW heavy AS SELECT id, tons FROM ships WHERE tons > 100;
GRANT SELECT (tons) ON heavy TO pilot;
CREATE POLICY light ON ships USING (tons < 50);
CREATE FUNCTION weigh() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER weighed BEFORE UPDATE OF tons ON ships FOR EACH ROW WHEN (new.tons > 1) EXECUTE FUNCTION weigh();
CREATE RULE spilled AS ON UPDATE TO loads WHERE new.tons > 9 DO ALSO UPDATE ships SET tons = new.tons WHERE id = new.ship;
CREATE STATISTICS highlow ON id, tons FROM ships;
