-- What PostgreSQL would call the NOT NULL is the chosen name of another in the schema.
-- before
CREATE TABLE house (street text);
-- after
CREATE TABLE garden (street text CONSTRAINT house_street_not_null NOT NULL, path text CONSTRAINT house_path_not_null NOT NULL);
CREATE TABLE house (street text NOT NULL, path text NOT NULL);
