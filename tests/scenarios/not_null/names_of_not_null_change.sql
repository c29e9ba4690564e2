-- A NOT NULL constraint is renamed, one gets a name of its own, one loses it.
-- before
CREATE TABLE ships (a int NOT NULL, b int CONSTRAINT b_is_there NOT NULL, c int CONSTRAINT c_is_there NOT NULL, d int);
-- after
CREATE TABLE ships (a int CONSTRAINT a_is_there NOT NULL, b int CONSTRAINT b_must_be NOT NULL, c int NOT NULL, d int CONSTRAINT d_is_there NOT NULL);
