-- A right on the whole table gives way to rights on some of its columns.
-- roles: pilot
-- before
CREATE TABLE berths (id int PRIMARY KEY, depth int, note text);
GRANT SELECT, UPDATE ON berths TO pilot;
-- after
CREATE TABLE berths (id int PRIMARY KEY, depth int, note text);
GRANT SELECT (id, depth), UPDATE (note) ON berths TO pilot;
