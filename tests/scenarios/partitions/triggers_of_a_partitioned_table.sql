-- Triggers of a partitioned table reach its partitions, one of which has its own.
-- before
CREATE TABLE visits (day date NOT NULL, n int) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER noted BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION note();
-- after
CREATE TABLE visits (day date NOT NULL, n int) PARTITION BY RANGE (day);
CREATE TABLE visits_rest PARTITION OF visits DEFAULT;
CREATE TABLE visits_new PARTITION OF visits FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON visits FOR EACH ROW EXECUTE FUNCTION note();
CREATE TRIGGER own BEFORE DELETE ON visits_rest FOR EACH ROW EXECUTE FUNCTION note();
