-- A function takes rows of the table whose check and index call it.
-- before
CREATE TABLE boxes (w int);
-- after
CREATE TABLE boxes (w int);
CREATE FUNCTION weight(boxes) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1.w';
ALTER TABLE boxes ADD CONSTRAINT weighed CHECK (weight(boxes) IS NULL OR true);
CREATE INDEX boxes_weight ON boxes (weight(boxes));
