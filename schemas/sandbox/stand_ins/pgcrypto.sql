-- Same names and types as pgcrypto 1.3. Only digest() of the SHA-2 family and MD5 is real.
CREATE FUNCTION @extschema@.digest(pg_catalog.bytea, pg_catalog.text) RETURNS pg_catalog.bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE pg_catalog.lower($2)
        WHEN 'md5' THEN pg_catalog.decode(pg_catalog.md5($1), 'hex')
        WHEN 'sha1' THEN pg_catalog.substr(pg_catalog.sha256($1), 1, 20)
        WHEN 'sha224' THEN pg_catalog.sha224($1)
        WHEN 'sha256' THEN pg_catalog.sha256($1)
        WHEN 'sha384' THEN pg_catalog.sha384($1)
        WHEN 'sha512' THEN pg_catalog.sha512($1)
    END;
CREATE FUNCTION @extschema@.digest(pg_catalog.text, pg_catalog.text) RETURNS pg_catalog.bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN @extschema@.digest(pg_catalog.convert_to($1, 'UTF8'), $2);
CREATE FUNCTION @extschema@.hmac(pg_catalog.text, pg_catalog.text, pg_catalog.text)
    RETURNS pg_catalog.bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN @extschema@.digest($1 OPERATOR(pg_catalog.||) $2, $3);
CREATE FUNCTION @extschema@.hmac(pg_catalog.bytea, pg_catalog.bytea, pg_catalog.text)
    RETURNS pg_catalog.bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN @extschema@.digest($1 OPERATOR(pg_catalog.||) $2, $3);
CREATE FUNCTION @extschema@.gen_salt(pg_catalog.text) RETURNS pg_catalog.text
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN '$2a$06$' OPERATOR(pg_catalog.||)
        pg_catalog.substr(pg_catalog.md5(pg_catalog.random()::pg_catalog.text), 1, 22);
CREATE FUNCTION @extschema@.gen_salt(pg_catalog.text, pg_catalog.int4) RETURNS pg_catalog.text
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN @extschema@.gen_salt($1);
CREATE FUNCTION @extschema@.crypt(pg_catalog.text, pg_catalog.text) RETURNS pg_catalog.text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog."left"($2, 29) OPERATOR(pg_catalog.||)
        pg_catalog."left"(pg_catalog.md5($1 OPERATOR(pg_catalog.||) $2), 31);
CREATE FUNCTION @extschema@.gen_random_bytes(pg_catalog.int4) RETURNS pg_catalog.bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN (
        SELECT pg_catalog.substr(
            pg_catalog.string_agg(
                pg_catalog.uuid_send(pg_catalog.gen_random_uuid()), ''::pg_catalog.bytea),
            1, $1)
        FROM pg_catalog.generate_series(0, $1 OPERATOR(pg_catalog./) 16)
    );
CREATE FUNCTION @extschema@.gen_random_uuid() RETURNS pg_catalog.uuid
    LANGUAGE sql VOLATILE PARALLEL SAFE
    RETURN pg_catalog.gen_random_uuid();
CREATE FUNCTION @extschema@.pgp_sym_encrypt(pg_catalog.text, pg_catalog.text)
    RETURNS pg_catalog.bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN pg_catalog.convert_to($1, 'UTF8');
CREATE FUNCTION @extschema@.pgp_sym_encrypt(pg_catalog.text, pg_catalog.text, pg_catalog.text)
    RETURNS pg_catalog.bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE
    RETURN pg_catalog.convert_to($1, 'UTF8');
CREATE FUNCTION @extschema@.pgp_sym_decrypt(pg_catalog.bytea, pg_catalog.text)
    RETURNS pg_catalog.text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN pg_catalog.convert_from($1, 'UTF8');
