-- Generated columns get other expressions; one becomes plain and keeps its values.
-- before
CREATE TABLE boxes (w int, a int GENERATED ALWAYS AS (w + 1) VIRTUAL, b int GENERATED ALWAYS AS (w + 1) STORED, c int GENERATED ALWAYS AS (w) STORED);
CREATE INDEX boxes_b ON boxes (b);
-- after
CREATE TABLE boxes (w int, a int GENERATED ALWAYS AS (w + 2) VIRTUAL, b int GENERATED ALWAYS AS (w + 2) STORED, c int);
CREATE INDEX boxes_b ON boxes (b);
