-- A sequence that belongs to a column follows the owner of the table.
-- roles: captain
-- before
CREATE TABLE boats (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY);
-- after
CREATE TABLE boats (id serial PRIMARY KEY, n int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE boats OWNER TO captain;
