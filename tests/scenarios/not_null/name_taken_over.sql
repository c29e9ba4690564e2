-- A new column gets the NOT NULL name that the column which goes had.
-- before
CREATE EXTENSION btree_gist;
CREATE TABLE booking (id int, valid_at tstzrange NOT NULL, CONSTRAINT booking_pk PRIMARY KEY (id, valid_at WITHOUT OVERLAPS));
-- after
CREATE EXTENSION btree_gist;
CREATE TABLE booking (id int, valid_thru tstzrange CONSTRAINT booking_valid_at_not_null NOT NULL, CONSTRAINT booking_pk PRIMARY KEY (id, valid_thru WITHOUT OVERLAPS));
