-- A column that policies of two tables read changes its type.
-- roles: pilot
-- before
CREATE TABLE logs (id int PRIMARY KEY, level int);
CREATE TABLE lines (log int REFERENCES logs);
ALTER TABLE logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY low ON logs TO pilot USING (level < 3);
COMMENT ON POLICY low ON logs IS 'Not all is told.';
CREATE POLICY seen ON lines USING (EXISTS (SELECT FROM logs WHERE logs.id = lines.log AND logs.level < 3));
-- after
CREATE TABLE logs (id int PRIMARY KEY, level numeric);
CREATE TABLE lines (log int REFERENCES logs);
ALTER TABLE logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY low ON logs TO pilot USING (level < 3);
COMMENT ON POLICY low ON logs IS 'Not all is told.';
CREATE POLICY seen ON lines USING (EXISTS (SELECT FROM logs WHERE logs.id = lines.log AND logs.level < 3));
