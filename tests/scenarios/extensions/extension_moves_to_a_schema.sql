-- An extension moves to another schema with what hangs on its types; another comes.
-- before
CREATE SCHEMA more;
CREATE EXTENSION citext;
CREATE TABLE people (mail citext);
-- after
CREATE SCHEMA more;
CREATE EXTENSION citext SCHEMA more;
CREATE EXTENSION pg_trgm;
CREATE TABLE people (mail more.citext);
CREATE INDEX like_mail ON people USING gin ((mail::text) gin_trgm_ops);
