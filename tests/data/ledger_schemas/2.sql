CREATE TABLE answers (
    id VARCHAR(16) NOT NULL,
    asked VARCHAR(32) NOT NULL,
    answer JSON NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE documents (
    id VARCHAR(64) NOT NULL,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    published VARCHAR(10) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    language VARCHAR(2) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE facts (
    name VARCHAR(40) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE runs (
    id INTEGER NOT NULL,
    started VARCHAR(32) NOT NULL,
    seconds FLOAT NOT NULL,
    report JSON NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE versions (
    id VARCHAR(64) NOT NULL,
    document VARCHAR(64) NOT NULL,
    file TEXT NOT NULL,
    format VARCHAR(16) NOT NULL,
    suffix VARCHAR(16) NOT NULL,
    paged BOOLEAN NOT NULL,
    pages INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    added VARCHAR(32) NOT NULL,
    current_from INTEGER NOT NULL,
    current_until INTEGER,
    warnings JSON NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE INDEX versions_document ON versions (document);
CREATE TABLE files (
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    version VARCHAR(64),
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    status VARCHAR(12) NOT NULL,
    reason TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    PRIMARY KEY (path),
    FOREIGN KEY(version) REFERENCES versions (id)
);
CREATE INDEX files_version ON files (version);
CREATE TABLE pages (
    version VARCHAR(64) NOT NULL,
    number INTEGER NOT NULL,
    label VARCHAR(32) NOT NULL,
    text TEXT NOT NULL,
    structure BLOB NOT NULL,
    PRIMARY KEY (version, number),
    FOREIGN KEY(version) REFERENCES versions (id)
);
CREATE TABLE passages (
    id VARCHAR(64) NOT NULL,
    version VARCHAR(64) NOT NULL,
    ordinal INTEGER NOT NULL,
    section TEXT NOT NULL,
    language VARCHAR(2) NOT NULL,
    sentences BLOB NOT NULL,
    vector BLOB NOT NULL,
    sentence_vectors BLOB NOT NULL,
    token_signs BLOB NOT NULL,
    token_counts BLOB NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(version) REFERENCES versions (id)
);
CREATE INDEX passages_version ON passages (version, ordinal);
