DROP TRIGGER signatures_bu;

CREATE TRIGGER signatures_bu BEFORE UPDATE ON signatures
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
