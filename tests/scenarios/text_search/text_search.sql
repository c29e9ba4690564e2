-- Dictionaries and mappings change under an index.
-- before
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, stopwords = english);
CREATE TEXT SEARCH DICTIONARY d3 (TEMPLATE = snowball, language = english);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, asciiword WITH d, simple;
CREATE TEXT SEARCH CONFIGURATION c2 (COPY = english);
CREATE TABLE t (b text);
CREATE INDEX i ON t USING gin (to_tsvector('c', b));
-- after
CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH DICTIONARY d3 (TEMPLATE = snowball, language = german, stopwords = german);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, email WITH simple;
CREATE TEXT SEARCH CONFIGURATION c2 (COPY = english);
ALTER TEXT SEARCH CONFIGURATION c2 ALTER MAPPING FOR asciiword WITH simple;
CREATE TABLE t (b text);
CREATE INDEX i ON t USING gin (to_tsvector('c', b));
