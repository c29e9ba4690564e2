-- A typed table becomes an ordinary one.
-- before
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t OF ty2 (b WITH OPTIONS DEFAULT 'x' NOT NULL, PRIMARY KEY (a));
-- after
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t (a int, b text);
