-- A primary key and the foreign key to it are about periods of time.
-- before
CREATE EXTENSION btree_gist;
CREATE TABLE crews (ship int, during daterange, CONSTRAINT crews_key PRIMARY KEY (ship, during));
CREATE TABLE watches (ship int, during daterange, CONSTRAINT of_crew FOREIGN KEY (ship, during) REFERENCES crews);
-- after
CREATE EXTENSION btree_gist;
CREATE TABLE crews (ship int, during daterange, CONSTRAINT crews_key PRIMARY KEY (ship, during WITHOUT OVERLAPS));
CREATE TABLE watches (ship int, during daterange, CONSTRAINT of_crew FOREIGN KEY (ship, PERIOD during) REFERENCES crews (ship, PERIOD during));
