-- An enum loses a label and changes its order under a view, a default, an index and a function.
-- before
CREATE TYPE flag AS ENUM ('red', 'blue', 'green');
CREATE TABLE poles (id int, f flag DEFAULT 'red');
CREATE INDEX reds ON poles (id) WHERE f = 'red';
CREATE VIEW shown AS SELECT f FROM poles WHERE f <> 'red';
CREATE FUNCTION paint(flag) RETURNS flag LANGUAGE sql AS 'SELECT $1';
-- after
CREATE TYPE flag AS ENUM ('blue', 'white', 'red', 'green');
CREATE TABLE poles (id int, f flag DEFAULT 'white');
CREATE INDEX reds ON poles (id) WHERE f = 'red';
CREATE VIEW shown AS SELECT f FROM poles WHERE f <> 'red';
CREATE FUNCTION paint(flag) RETURNS flag LANGUAGE sql AS 'SELECT $1';
