-- A view becomes a materialized one under another view, and the other way round.
-- before
CREATE TABLE boxes (w int);
CREATE VIEW a AS SELECT w FROM boxes;
CREATE MATERIALIZED VIEW b AS SELECT w FROM boxes;
CREATE VIEW over_both AS SELECT a.w FROM a JOIN b USING (w);
-- after
CREATE TABLE boxes (w int);
CREATE MATERIALIZED VIEW a AS SELECT w FROM boxes;
CREATE VIEW b AS SELECT w FROM boxes;
CREATE VIEW over_both AS SELECT a.w FROM a JOIN b USING (w);
