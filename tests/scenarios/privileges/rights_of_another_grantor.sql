-- Rights on a table that changes hands are those of its new owner.
-- roles: captain, mate
-- before
CREATE TABLE boats (id int PRIMARY KEY);
GRANT SELECT ON boats TO mate;
-- after
CREATE TABLE boats (id int PRIMARY KEY);
ALTER TABLE boats OWNER TO captain;
GRANT SELECT, DELETE ON boats TO mate;
