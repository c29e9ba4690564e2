-- A dictionary that a configuration uses changes its options in place.
-- before
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, accept = false);
CREATE TEXT SEARCH CONFIGURATION log (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR word WITH plain, simple;
CREATE TABLE notes (body text);
CREATE INDEX notes_words ON notes USING gin (to_tsvector('public.log', body));
-- after
CREATE TEXT SEARCH DICTIONARY plain (TEMPLATE = simple, stopwords = 'english');
CREATE TEXT SEARCH CONFIGURATION log (PARSER = "default");
ALTER TEXT SEARCH CONFIGURATION log ADD MAPPING FOR word WITH plain, simple;
CREATE TABLE notes (body text);
CREATE INDEX notes_words ON notes USING gin (to_tsvector('public.log', body));
