-- An operator gets estimators and a commutator.
-- before
CREATE FUNCTION eq(box, box) RETURNS bool LANGUAGE sql IMMUTABLE AS 'select true';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = box, RIGHTARG = box);
-- after
CREATE FUNCTION eq(box, box) RETURNS bool LANGUAGE sql IMMUTABLE AS 'select true';
CREATE OPERATOR === (FUNCTION = eq, LEFTARG = box, RIGHTARG = box, RESTRICT = eqsel, JOIN =
    eqjoinsel, COMMUTATOR = ===);
