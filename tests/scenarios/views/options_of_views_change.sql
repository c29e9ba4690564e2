-- Views get and lose options and check options where they stand.
-- before
CREATE TABLE boxes (w int, h int);
CREATE VIEW a AS SELECT w FROM boxes WHERE h > 1;
CREATE VIEW b WITH (security_barrier = true) AS SELECT w FROM boxes WHERE h > 1;
CREATE VIEW c AS SELECT w FROM boxes WHERE h > 1 WITH LOCAL CHECK OPTION;
CREATE MATERIALIZED VIEW d AS SELECT w FROM boxes;
-- after
CREATE TABLE boxes (w int, h int);
CREATE VIEW a WITH (security_invoker = true) AS SELECT w FROM boxes WHERE h > 1;
CREATE VIEW b AS SELECT w FROM boxes WHERE h > 1 WITH CASCADED CHECK OPTION;
CREATE VIEW c WITH (security_barrier = false) AS SELECT w FROM boxes WHERE h > 1;
CREATE MATERIALIZED VIEW d WITH (fillfactor = 80) AS SELECT w FROM boxes;
