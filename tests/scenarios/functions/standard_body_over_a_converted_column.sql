-- A function with a parsed body reads a column that changes its type.
-- before
CREATE TABLE boxes (w int, h int);
CREATE FUNCTION widest() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(w)::bigint FROM boxes; END;
CREATE VIEW top AS SELECT widest() AS w;
-- after
CREATE TABLE boxes (w bigint, h int);
CREATE FUNCTION widest() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(w)::bigint FROM boxes; END;
CREATE VIEW top AS SELECT widest() AS w;
