CREATE TABLE documents (
    partition TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, version TEXT NOT NULL, expires INTEGER,
    UNIQUE (partition, key)) STRICT;
CREATE INDEX documents_expires ON documents (expires) WHERE expires IS NOT NULL;
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY, queue TEXT NOT NULL, visible INTEGER NOT NULL, deliveries INTEGER NOT NULL,
    receipt TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX messages_visible ON messages (queue, visible);
CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT;
