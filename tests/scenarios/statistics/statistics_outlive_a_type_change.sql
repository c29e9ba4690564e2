-- Extended statistics over a converted column are kept with their target and comment.
-- before
CREATE TABLE tides (high int, low int);
CREATE STATISTICS spread ON (high - low) FROM tides;
CREATE STATISTICS highlow ON high, low FROM tides;
ALTER STATISTICS highlow SET STATISTICS 12;
COMMENT ON STATISTICS highlow IS 'High and low.';
-- after
CREATE TABLE tides (high bigint, low int);
CREATE STATISTICS spread ON (high - low) FROM tides;
CREATE STATISTICS highlow ON high, low FROM tides;
ALTER STATISTICS highlow SET STATISTICS 12;
COMMENT ON STATISTICS highlow IS 'High and low.';
