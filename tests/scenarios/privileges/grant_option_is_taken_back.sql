-- A right keeps its holder and loses only the option to pass it on.
-- roles: pilot, clerk
-- before
CREATE TABLE berths (id int PRIMARY KEY, depth int);
GRANT SELECT, UPDATE ON berths TO pilot WITH GRANT OPTION;
GRANT SELECT ON berths TO clerk;
-- after
CREATE TABLE berths (id int PRIMARY KEY, depth int);
GRANT SELECT ON berths TO pilot WITH GRANT OPTION;
GRANT UPDATE ON berths TO pilot;
GRANT SELECT ON berths TO clerk WITH GRANT OPTION;
