-- Policies change roles, conditions, command and kind.
-- roles: pilot, clerk
-- before
CREATE TABLE logs (id int, writer text);
ALTER TABLE logs ENABLE ROW LEVEL SECURITY;
CREATE POLICY a ON logs FOR SELECT TO pilot USING (id > 0);
CREATE POLICY b ON logs USING (true) WITH CHECK (id > 1);
CREATE POLICY c ON logs FOR DELETE USING (true);
-- after
CREATE TABLE logs (id int, writer text);
ALTER TABLE logs ENABLE ROW LEVEL SECURITY;
ALTER TABLE logs FORCE ROW LEVEL SECURITY;
CREATE POLICY a ON logs FOR SELECT TO pilot, clerk USING (id > 0 AND writer = current_user);
CREATE POLICY b ON logs AS RESTRICTIVE USING (true);
CREATE POLICY c ON logs FOR UPDATE USING (true) WITH CHECK (id BETWEEN 1 AND 9 AND writer <> '');
