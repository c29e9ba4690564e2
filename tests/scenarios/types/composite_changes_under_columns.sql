-- A composite type that columns and another type are made of gains, converts and loses attributes.
-- before
CREATE TYPE point3 AS (x int, y int, z int);
CREATE TYPE line AS (a point3, b point3);
CREATE TABLE shapes (p point3, l line);
-- after
CREATE TYPE point3 AS (x int, y int, label text COLLATE "C");
CREATE TYPE line AS (a point3, b point3);
CREATE TABLE shapes (p point3, l line);
