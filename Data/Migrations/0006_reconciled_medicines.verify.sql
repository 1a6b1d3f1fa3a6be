WITH wanted (type, name) AS (VALUES
  ('table', 'medication_events'),
  ('index', 'medication_events_medication_id_due_at_unique'),
  ('index', 'medication_events_corrects_id_unique'),
  ('index', 'medication_events_kind'),
  ('index', 'medication_events_due_at'),
  ('index', 'medication_events_happened_at'),
  ('index', 'medication_events_given_by'),
  ('index', 'medication_events_witness_id'),
  ('index', 'medication_events_corrects_id'),
  ('index', 'medication_events_reconciled_with_id'),
  ('index', 'medication_events_medication_id_happened_at'),
  ('index', 'medication_events_medication_id_kind_happened_at'),
  ('index', 'medication_events_resident_id_happened_at'),
  ('index', 'medication_events_resident_id_kind_happened_at'),
  ('index', 'medication_events_resident_id_due_at'),
  ('index', 'notifications_membership_id_created_at'),
  ('trigger', 'medication_events_bu'),
  ('trigger', 'medication_events_bd'))
SELECT type || ' ' || name || ' is missing' FROM wanted
WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema AS made WHERE made.type = wanted.type AND made.name = wanted.name);
