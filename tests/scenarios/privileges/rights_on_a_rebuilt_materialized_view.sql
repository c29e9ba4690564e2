-- A materialized view with another query keeps the rights on it and on its columns.
-- roles: pilot
-- before
CREATE TABLE ships (id int PRIMARY KEY, tons int);
CREATE MATERIALIZED VIEW heavy AS SELECT id, tons FROM ships WHERE tons > 100;
CREATE UNIQUE INDEX heavy_id ON heavy (id);
GRANT SELECT ON heavy TO pilot;
GRANT REFERENCES (tons) ON heavy TO pilot;
-- after
CREATE TABLE ships (id int PRIMARY KEY, tons int);
CREATE MATERIALIZED VIEW heavy AS SELECT id, tons FROM ships WHERE tons > 900;
CREATE UNIQUE INDEX heavy_id ON heavy (id);
GRANT SELECT ON heavy TO pilot;
GRANT REFERENCES (tons) ON heavy TO pilot;
