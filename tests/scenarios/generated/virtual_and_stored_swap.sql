-- A virtual column becomes a stored one, a stored one virtual, and both keep their place in a view.
-- before
CREATE TABLE boxes (w int, h int, a int GENERATED ALWAYS AS (w + h) VIRTUAL, b int GENERATED ALWAYS AS (w - h) STORED);
CREATE VIEW sizes AS SELECT a, b FROM boxes;
-- after
CREATE TABLE boxes (w int, h int, a int GENERATED ALWAYS AS (w + h) STORED, b int GENERATED ALWAYS AS (w - h) VIRTUAL);
CREATE VIEW sizes AS SELECT a, b FROM boxes;
