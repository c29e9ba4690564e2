-- An heir sets a default of its own, and drops the one it inherited.
-- before
CREATE TABLE things (id int DEFAULT 1, weight int DEFAULT 2);
CREATE TABLE boats () INHERITS (things);
-- after
CREATE TABLE things (id int DEFAULT 1, weight int DEFAULT 2);
CREATE TABLE boats () INHERITS (things);
ALTER TABLE boats ALTER id SET DEFAULT 7, ALTER weight DROP DEFAULT;
