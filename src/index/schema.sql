-- The index: a projection of the records, made anew from the case at will. Nothing is only here.
--
-- Every table but `unit` is a pure function of the set of records put in, in whatever order they
-- came; what depends on other records (current) is worked out again when those arrive.
-- Ids are text as they stand in the records. `ex` is a short handle of an exhibit's id, so that
-- search can weigh rights without reading texts.

CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE log(nr INTEGER PRIMARY KEY, log TEXT NOT NULL UNIQUE, next INTEGER NOT NULL,
  prefix TEXT NOT NULL DEFAULT '', person TEXT NOT NULL DEFAULT '');
CREATE TABLE compartment(nr INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

-- state: 0 current, 1 superseded or retracted, 2 erased (its rows elsewhere are gone)
CREATE TABLE record(rid INTEGER PRIMARY KEY, id TEXT NOT NULL, log INTEGER NOT NULL,
  idx INTEGER NOT NULL, kind TEXT NOT NULL, comp INTEGER NOT NULL, t INTEGER NOT NULL,
  ms INTEGER NOT NULL, person TEXT NOT NULL, published INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0);
-- A second record that claims an id already taken counts for nothing, but is not forgotten.
CREATE TABLE collision(id TEXT NOT NULL, log TEXT NOT NULL, idx INTEGER NOT NULL,
  PRIMARY KEY(id, log, idx)) WITHOUT ROWID;
-- Who supersedes what; n = -1: the whole record. `source` = the record that says so.
CREATE TABLE edge(target TEXT NOT NULL, n INTEGER NOT NULL, source TEXT NOT NULL,
  kind TEXT NOT NULL, comp INTEGER NOT NULL, PRIMARY KEY(target, n, source)) WITHOUT ROWID;
CREATE INDEX edge_source ON edge(source);
CREATE TABLE erased(id TEXT NOT NULL, by TEXT NOT NULL, PRIMARY KEY(id, by)) WITHOUT ROWID;

CREATE TABLE exhibit(id TEXT PRIMARY KEY, log INTEGER NOT NULL, no INTEGER NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, mime TEXT NOT NULL, title TEXT NOT NULL,
  name TEXT NOT NULL, path TEXT NOT NULL, mtime_ns INTEGER NOT NULL, lang TEXT NOT NULL,
  batch TEXT NOT NULL, comp INTEGER NOT NULL, ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX exhibit_number ON exhibit(no, log);
CREATE INDEX exhibit_sha256 ON exhibit(sha256);
CREATE INDEX exhibit_path ON exhibit(path, size);

CREATE TABLE derivative(id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, of_sha256 TEXT NOT NULL,
  what TEXT NOT NULL, tool TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  mime TEXT NOT NULL, pages TEXT NOT NULL, unread TEXT NOT NULL, comp INTEGER NOT NULL,
  current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX derivative_exhibit ON derivative(exhibit);

CREATE TABLE custody(id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, act TEXT NOT NULL,
  day TEXT NOT NULL, giver TEXT NOT NULL, taker TEXT NOT NULL, why TEXT NOT NULL,
  t INTEGER NOT NULL, comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX custody_exhibit ON custody(exhibit);

-- One row an assertion. `value` is the JSON as asserted, `shown` the same in plain words, `ref` the
-- entity or fragment it points at. current = 0: superseded or retracted.
CREATE TABLE assertion(rid INTEGER NOT NULL, n INTEGER NOT NULL, entity TEXT NOT NULL,
  type TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, shown TEXT NOT NULL,
  ref TEXT NOT NULL, informant TEXT NOT NULL, grade TEXT NOT NULL, bases TEXT NOT NULL,
  comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1, PRIMARY KEY(rid, n)) WITHOUT ROWID;

CREATE TABLE same(id TEXT NOT NULL, entity TEXT NOT NULL, current INTEGER NOT NULL DEFAULT 1,
  comp INTEGER NOT NULL, PRIMARY KEY(id, entity)) WITHOUT ROWID;
CREATE INDEX same_entity ON same(entity);

CREATE TABLE consent(id TEXT PRIMARY KEY, source TEXT NOT NULL, items TEXT NOT NULL,
  giver TEXT NOT NULL, method TEXT NOT NULL, given TEXT NOT NULL, expires TEXT NOT NULL,
  minor INTEGER NOT NULL, guardian INTEGER NOT NULL, assent INTEGER NOT NULL, t INTEGER NOT NULL,
  body TEXT NOT NULL, comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX consent_source ON consent(source);
CREATE TABLE consent_purpose(id TEXT NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL,
  identity TEXT NOT NULL, modality TEXT NOT NULL, PRIMARY KEY(id, purpose)) WITHOUT ROWID;

CREATE TABLE restriction(id TEXT PRIMARY KEY, items TEXT NOT NULL, rule TEXT NOT NULL,
  until TEXT NOT NULL, giver TEXT NOT NULL, allowed TEXT NOT NULL, comp INTEGER NOT NULL,
  current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

CREATE TABLE fragment(id TEXT PRIMARY KEY, exhibit TEXT NOT NULL, ex_sha256 TEXT NOT NULL,
  drv_sha256 TEXT NOT NULL, selector TEXT NOT NULL, quote TEXT NOT NULL, comp INTEGER NOT NULL,
  current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX fragment_exhibit ON fragment(exhibit);

CREATE TABLE disclosure(id TEXT PRIMARY KEY, audience TEXT NOT NULL, purpose TEXT NOT NULL,
  channel TEXT NOT NULL, body TEXT NOT NULL, t INTEGER NOT NULL, ms INTEGER NOT NULL,
  comp INTEGER NOT NULL) WITHOUT ROWID;
-- On what a disclosure rests: exhibits, sources, assertions, and the consents and locks it read.
CREATE TABLE disclosure_depends(on_id TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY(on_id, id)) WITHOUT ROWID;
CREATE INDEX disclosure_depends_id ON disclosure_depends(id);

CREATE TABLE draft(id TEXT PRIMARY KEY, draft TEXT NOT NULL, title TEXT NOT NULL,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, parent TEXT NOT NULL, t INTEGER NOT NULL,
  comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE INDEX draft_draft ON draft(draft);
CREATE TABLE note(id TEXT PRIMARY KEY, text TEXT NOT NULL, t INTEGER NOT NULL,
  comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE note_about(about TEXT NOT NULL, id TEXT NOT NULL,
  PRIMARY KEY(about, id)) WITHOUT ROWID;
CREATE INDEX note_about_id ON note_about(id);
-- Kinds that are shown but not searched into: ask, waiver, recall, review.
CREATE TABLE other(id TEXT PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL,
  t INTEGER NOT NULL, comp INTEGER NOT NULL, current INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

-- Text, page by page, as the caller hands it over. `place` is narrow on purpose: counting hits
-- reads it and not the texts.
CREATE TABLE handle(ex INTEGER PRIMARY KEY, exhibit TEXT NOT NULL UNIQUE);
CREATE TABLE place(rid INTEGER PRIMARY KEY, ex INTEGER NOT NULL, page INTEGER NOT NULL,
  drv TEXT NOT NULL);
CREATE INDEX place_ex ON place(ex, page);
CREATE TABLE unit(rid INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE VIRTUAL TABLE unit_fts USING fts5(text, content='unit', content_rowid='rid',
  tokenize='kotobune');
