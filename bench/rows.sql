-- A few rows for every table, as far as its constraints accept plain values: what they refuse is
-- left out. Tables are visited several times, so that keys find the rows that they refer to.
DO $fill$
DECLARE
  relation record;
  names text;
  expressions text;
BEGIN
  FOR pass IN 1 .. 3 LOOP
    FOR relation IN
      SELECT c.oid FROM pg_catalog.pg_class c
      WHERE c.relkind IN ('r', 'p') AND c.oid >= 16384 AND NOT c.relispartition
        AND c.relpersistence <> 't'
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
                        AND d.classid = 'pg_catalog.pg_class'::regclass AND d.deptype = 'e')
      ORDER BY c.oid
    LOOP
      SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
             string_agg(CASE
               WHEN b.typtype = 'e' THEN format('(enum_range(NULL::%s))[1]', b.oid::regtype)
               WHEN b.typtype = 'c' THEN 'NULL'
               WHEN b.typcategory = 'A' THEN quote_literal('{}')
               WHEN b.typtype IN ('r', 'm') THEN
                 quote_literal(CASE b.typtype WHEN 'm' THEN '{}' ELSE 'empty' END)
               WHEN b.typname = 'uuid' THEN 'md5(i::text)::uuid'
               WHEN b.typname IN ('json', 'jsonb') THEN quote_literal('{}')
               WHEN b.typname = 'bytea' THEN 'i::text::bytea'
               WHEN b.typname IN ('date', 'timestamp', 'timestamptz') THEN
                 format('(date ''2024-01-01'' + i)::%s', b.oid::regtype)
               WHEN b.typcategory = 'N' THEN format('i::%s', b.oid::regtype)
               WHEN b.typcategory = 'B' THEN 'true'
               WHEN b.typcategory = 'S' THEN 'i::text'
               WHEN b.typcategory = 'T' THEN quote_literal('1 hour')
               WHEN b.typcategory = 'I' THEN quote_literal('10.0.0.1')
               ELSE 'NULL' END, ', ' ORDER BY a.attnum)
      INTO names, expressions
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_type b
        ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
      WHERE a.attrelid = relation.oid AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = '';
      CONTINUE WHEN names IS NULL;
      FOR i IN 1 .. 3 LOOP
        BEGIN
          EXECUTE format(
            'INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM (SELECT %s AS i) AS n',
            relation.oid::regclass, names, expressions, i);
        EXCEPTION WHEN OTHERS THEN
          -- Its constraints want other values than these.
          NULL;
        END;
      END LOOP;
    END LOOP;
  END LOOP;
END
$fill$;
