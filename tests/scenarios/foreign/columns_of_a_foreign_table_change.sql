-- A foreign table's columns change type, options and default, come and go.
-- before
CREATE FOREIGN DATA WRAPPER mail;
CREATE SERVER post FOREIGN DATA WRAPPER mail;
CREATE FOREIGN TABLE letters (id int OPTIONS (col 'a'), body text NOT NULL, old int) SERVER post OPTIONS (box '1');
-- after
CREATE FOREIGN DATA WRAPPER mail;
CREATE SERVER post FOREIGN DATA WRAPPER mail;
CREATE FOREIGN TABLE letters (id bigint OPTIONS (col 'b', key 'yes') NOT NULL, body text DEFAULT '', fresh date) SERVER post OPTIONS (box '2', side 'left');
COMMENT ON FOREIGN TABLE letters IS 'Far away.';
COMMENT ON COLUMN letters.body IS 'What is said.';
