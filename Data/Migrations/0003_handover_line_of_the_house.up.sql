ALTER TABLE handover_items RENAME TO handover_items_before;
CREATE TABLE handover_items (
  organization_id INTEGER NOT NULL,
  id BLOB NOT NULL CHECK (length(id) = 16),
  handover_id BLOB NOT NULL CHECK (length(handover_id) = 16),
  resident_id BLOB CHECK (length(resident_id) = 16),
  priority TEXT NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
  content BLOB NOT NULL,
  needs_follow_up INTEGER CHECK (needs_follow_up IN (0, 1)),
  action_assignment_id BLOB CHECK (length(action_assignment_id) = 16),
  created_at INTEGER NOT NULL,
  created_by BLOB,
  updated_at INTEGER NOT NULL,
  updated_by BLOB,
  deleted_at INTEGER,
  deleted_by BLOB,
  revision INTEGER NOT NULL CHECK (revision > 0),
  change_seq INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, handover_id) REFERENCES handovers (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, resident_id) REFERENCES residents (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, action_assignment_id) REFERENCES action_assignments (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, created_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, updated_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT,
  FOREIGN KEY (organization_id, deleted_by) REFERENCES memberships (organization_id, id) ON DELETE RESTRICT
) STRICT, WITHOUT ROWID;
INSERT INTO handover_items (organization_id, id, handover_id, resident_id, priority, content, needs_follow_up, action_assignment_id, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq)
SELECT organization_id, id, handover_id, resident_id, priority, content, needs_follow_up, action_assignment_id, created_at, created_by, updated_at, updated_by, deleted_at, deleted_by, revision, change_seq
FROM handover_items_before;
DROP TABLE handover_items_before;

CREATE INDEX handover_items_resident_id ON handover_items (organization_id, deleted_at, resident_id);

CREATE INDEX handover_items_action_assignment_id ON handover_items (organization_id, deleted_at, action_assignment_id);

CREATE INDEX handover_items_handover_id_priority ON handover_items (organization_id, deleted_at, handover_id, priority);

CREATE INDEX handover_items_change_seq ON handover_items (organization_id, change_seq);
