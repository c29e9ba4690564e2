-- Columns, defaults and checks of a parent reach its heirs, one of which had the column already.
-- before
CREATE TABLE things (id int NOT NULL);
CREATE TABLE boats (tons int) INHERITS (things);
CREATE TABLE buoys (colour text DEFAULT 'red') INHERITS (things);
-- after
CREATE TABLE things (id int NOT NULL, colour text DEFAULT 'grey', CONSTRAINT positive CHECK (id > -1000000) NOT VALID);
CREATE TABLE boats (tons int) INHERITS (things);
CREATE TABLE buoys (colour text DEFAULT 'red') INHERITS (things);
