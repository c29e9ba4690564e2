-- Extended statistics change what they collect and of what; one gets a target and an owner.
-- roles: captain
-- before
CREATE TABLE tides (day date, high int, low int, place text);
CREATE STATISTICS s1 ON high, low FROM tides;
CREATE STATISTICS s2 (ndistinct) ON day, high FROM tides;
-- after
CREATE TABLE tides (day date, high int, low int, place text);
CREATE STATISTICS s1 (mcv, dependencies) ON high, low, place FROM tides;
CREATE STATISTICS s2 (ndistinct) ON day, high FROM tides;
ALTER STATISTICS s2 SET STATISTICS 55;
ALTER STATISTICS s2 OWNER TO captain;
CREATE STATISTICS s3 ON (high - low), lower(place) FROM tides;
