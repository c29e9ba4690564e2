-- A column that generated ones are made of changes its type.
-- before
CREATE TABLE boxes (w int, h int, area int GENERATED ALWAYS AS (w % 7) STORED, edge int GENERATED ALWAYS AS (h % 7) VIRTUAL);
CREATE INDEX boxes_area ON boxes (area);
-- after
CREATE TABLE boxes (w bigint, h bigint, area bigint GENERATED ALWAYS AS (w % 7) STORED, edge bigint GENERATED ALWAYS AS (h % 7) VIRTUAL);
CREATE INDEX boxes_area ON boxes (area);
