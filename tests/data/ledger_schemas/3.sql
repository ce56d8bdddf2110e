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
    programme TEXT NOT NULL,
    bare TEXT NOT NULL,
    said JSON NOT NULL,
    head VARCHAR(64) NOT NULL,
    retired VARCHAR(32) NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX documents_bare ON documents (bare);
CREATE TABLE facts (
    name VARCHAR(40) NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE origins (
    url TEXT NOT NULL,
    path TEXT NOT NULL,
    etag TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    fetched VARCHAR(32) NOT NULL,
    PRIMARY KEY (url)
);
CREATE TABLE runs (
    id INTEGER NOT NULL,
    started VARCHAR(32) NOT NULL,
    seconds FLOAT NOT NULL,
    report JSON NOT NULL,
    state VARCHAR(12) NOT NULL,
    process INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE run_files (
    run INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    entry JSON NOT NULL,
    PRIMARY KEY (run, ordinal),
    FOREIGN KEY(run) REFERENCES runs (id)
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
    indexed_from INTEGER NOT NULL,
    warnings JSON NOT NULL,
    superseded_by VARCHAR(64) NOT NULL,
    found JSON NOT NULL,
    described JSON NOT NULL,
    context TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(document) REFERENCES documents (id)
);
CREATE INDEX versions_document ON versions (document);
CREATE INDEX versions_indexed ON versions (indexed_from);
CREATE INDEX versions_until ON versions (current_until);
CREATE TABLE files (
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    version VARCHAR(64),
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    status VARCHAR(12) NOT NULL,
    reason TEXT NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    described JSON NOT NULL,
    container TEXT NOT NULL,
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
CREATE TABLE periods (
    version VARCHAR(64) NOT NULL,
    from_revision INTEGER NOT NULL,
    from_time VARCHAR(32) NOT NULL,
    until_time VARCHAR(32),
    PRIMARY KEY (version, from_revision),
    FOREIGN KEY(version) REFERENCES versions (id)
);
CREATE TABLE sums (
    version VARCHAR(64) NOT NULL,
    language VARCHAR(2) NOT NULL,
    passages INTEGER NOT NULL,
    total BLOB NOT NULL,
    PRIMARY KEY (version, language),
    FOREIGN KEY(version) REFERENCES versions (id)
);
