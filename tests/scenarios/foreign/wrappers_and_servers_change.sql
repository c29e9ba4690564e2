-- Options of foreign-data wrappers and servers are added, changed and dropped; a server gets an owner.
-- roles: captain
-- before
CREATE FOREIGN DATA WRAPPER mail OPTIONS (fast 'yes', stamp 'red');
CREATE SERVER post FOREIGN DATA WRAPPER mail OPTIONS (town 'here');
CREATE SERVER gone FOREIGN DATA WRAPPER mail;
-- after
CREATE FOREIGN DATA WRAPPER mail OPTIONS (fast 'no', colour 'blue');
CREATE SERVER post VERSION '2' FOREIGN DATA WRAPPER mail OPTIONS (street 'long');
ALTER SERVER post OWNER TO captain;
CREATE SERVER fresh TYPE 'pigeon' FOREIGN DATA WRAPPER mail;
COMMENT ON SERVER fresh IS 'By air.';
