-- A table becomes one OF a composite type.
-- before
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t (a int, b text);
-- after
CREATE TYPE ty AS (a int, b text);
CREATE TYPE ty2 AS (a int, b text);
CREATE TABLE t OF ty;
