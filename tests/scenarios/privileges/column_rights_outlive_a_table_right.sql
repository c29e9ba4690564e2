-- Taking a right on the table leaves the same right on one column.
-- roles: pilot
-- before
CREATE TABLE berths (id int PRIMARY KEY, depth int);
GRANT SELECT, INSERT ON berths TO pilot;
GRANT SELECT (depth), UPDATE (depth) ON berths TO pilot;
-- after
CREATE TABLE berths (id int PRIMARY KEY, depth int);
GRANT INSERT ON berths TO pilot;
GRANT SELECT (depth), UPDATE (depth) ON berths TO pilot;
