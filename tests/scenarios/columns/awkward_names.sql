-- Key words, capitals, blanks, quotes and letters beyond ASCII name things that change.
-- before
CREATE TABLE "Select" ("from" int, "Ünder way" text, "a""b" int);
CREATE VIEW "order" AS SELECT "from" AS "where" FROM "Select";
-- after
CREATE TABLE "Select" ("from" bigint, "Ünder way" text DEFAULT 'it''s', "a""b" int);
CREATE INDEX "Drop Table" ON "Select" (("Ünder way" || '!'));
CREATE VIEW "order" AS SELECT "from" AS "where" FROM "Select";
COMMENT ON COLUMN "Select"."a""b" IS 'A "quoted" name; it''s fine.';
