-- A typed table goes over to another type, and gets a key and a default.
-- before
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t OF ty;
-- after
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t OF ty2 (b WITH OPTIONS DEFAULT 'x' NOT NULL, PRIMARY KEY (a));
