DROP TRIGGER signatures_bu;

CREATE TRIGGER signatures_bu BEFORE UPDATE ON signatures
WHEN NOT (NEW.declaration IS NULL
  AND NEW.organization_id IS OLD.organization_id
  AND NEW.id IS OLD.id
  AND NEW.subject_type IS OLD.subject_type
  AND NEW.subject_id IS OLD.subject_id
  AND NEW.document_version_id IS OLD.document_version_id
  AND NEW.resident_id IS OLD.resident_id
  AND NEW.signer_kind IS OLD.signer_kind
  AND NEW.membership_id IS OLD.membership_id
  AND NEW.signer_name IS OLD.signer_name
  AND NEW.meaning IS OLD.meaning
  AND NEW.signed_at IS OLD.signed_at
  AND NEW.method IS OLD.method
  AND NEW.digest IS OLD.digest
  AND NEW.signature IS OLD.signature
  AND NEW.created_at IS OLD.created_at
  AND NEW.created_by IS OLD.created_by)
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
