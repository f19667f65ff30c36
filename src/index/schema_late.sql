-- Indexes that a rebuild makes last: sorting once is cheaper than a million insertions at random.
CREATE UNIQUE INDEX record_id ON record(id);
CREATE INDEX assertion_entity ON assertion(entity, property);
CREATE INDEX assertion_property ON assertion(property, entity);
CREATE INDEX assertion_type ON assertion(type, entity);
CREATE INDEX assertion_ref ON assertion(ref) WHERE ref <> '';
CREATE INDEX record_unpublished ON record(log, idx) WHERE published = 0;
