-- The owner of a table gives up a right of its own.
-- before
CREATE TABLE logs (id int, line text);
-- after
CREATE TABLE logs (id int, line text);
REVOKE UPDATE, DELETE, TRUNCATE ON logs FROM CURRENT_USER;
