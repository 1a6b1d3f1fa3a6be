-- What these held is lost:
--   medication_events.found
--   medication_events.occasion
--   medication_events.reconciled_with_id
-- A row that holds here what is no longer allowed refuses the whole step:
--   medication_events.kind

DROP INDEX notifications_membership_id_created_at;
DROP TRIGGER medication_events_bu;
DROP TRIGGER medication_events_bd;

ALTER TABLE medication_events RENAME TO medication_events_before;
CREATE TABLE medication_events (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  medication_id BLOB NOT NULL CHECK (length(medication_id) = 16),
  resident_id BLOB NOT NULL CHECK (length(resident_id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('dose', 'stock_in', 'stock_return', 'stock_waste', 'stock_count')),
  status BLOB,
  due_at INTEGER,
  happened_at INTEGER NOT NULL,
  quantity BLOB,
  given_by BLOB NOT NULL CHECK (length(given_by) = 16),
  witness_id BLOB CHECK (length(witness_id) = 16),
  reason_code BLOB,
  effect BLOB,
  note BLOB,
  corrects_id BLOB CHECK (length(corrects_id) = 16),
  against BLOB,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, medication_id) REFERENCES medications (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, given_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, witness_id) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, corrects_id) REFERENCES medication_events (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO medication_events (organization_id, id, medication_id, resident_id, kind, status, due_at, happened_at, quantity, given_by, witness_id, reason_code, effect, note, corrects_id, against, created_at, created_by)
SELECT organization_id, id, medication_id, resident_id, kind, status, due_at, happened_at, quantity, given_by, witness_id, reason_code, effect, note, corrects_id, against, created_at, created_by
FROM medication_events_before;
DROP TABLE medication_events_before;

CREATE UNIQUE INDEX medication_events_medication_id_due_at_unique ON medication_events (organization_id, medication_id, coalesce(due_at, -1)) WHERE due_at IS NOT NULL AND corrects_id IS NULL;

CREATE UNIQUE INDEX medication_events_corrects_id_unique ON medication_events (organization_id, coalesce(corrects_id, x'')) WHERE corrects_id IS NOT NULL;

CREATE INDEX medication_events_kind ON medication_events (organization_id, kind);

CREATE INDEX medication_events_due_at ON medication_events (organization_id, due_at);

CREATE INDEX medication_events_happened_at ON medication_events (organization_id, happened_at);

CREATE INDEX medication_events_given_by ON medication_events (organization_id, given_by);

CREATE INDEX medication_events_witness_id ON medication_events (organization_id, witness_id);

CREATE INDEX medication_events_corrects_id ON medication_events (organization_id, corrects_id);

CREATE INDEX medication_events_medication_id_happened_at ON medication_events (organization_id, medication_id, happened_at);

CREATE INDEX medication_events_resident_id_happened_at ON medication_events (organization_id, resident_id, happened_at);

CREATE INDEX medication_events_resident_id_due_at ON medication_events (organization_id, resident_id, due_at);

CREATE TRIGGER medication_events_bu BEFORE UPDATE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;

CREATE TRIGGER medication_events_bd BEFORE DELETE ON medication_events
BEGIN
  SELECT RAISE(ABORT, 'lodge:append-only');
END;
