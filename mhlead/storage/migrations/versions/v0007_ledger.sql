CREATE TABLE ledger_entries (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
number INTEGER NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
kind TEXT NOT NULL,
content TEXT NOT NULL,
digest TEXT NOT NULL,
chain TEXT NOT NULL,
corrects_id TEXT,
CONSTRAINT pk_ledger_entries PRIMARY KEY (row_key),
CONSTRAINT uq_ledger_entries_id UNIQUE (id),
CONSTRAINT fk_ledger_entries_corrects_id FOREIGN KEY(corrects_id) REFERENCES ledger_entries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_ledger_entries_no_nul CHECK (instr("id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("content", char(0)) = 0 AND instr("digest", char(0)) = 0 AND instr("chain", char(0)) = 0 AND instr("corrects_id", char(0)) = 0),
CONSTRAINT ck_ledger_entries_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_ledger_entries_choices CHECK ("kind" IN ('release', 'given'))
)
STRICT

CREATE INDEX ix_ledger_entries_corrects_id_id ON ledger_entries (corrects_id, id)

CREATE TABLE release_files (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
entry_id TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
format TEXT NOT NULL,
name TEXT NOT NULL,
sha256 TEXT NOT NULL,
data BLOB NOT NULL,
CONSTRAINT pk_release_files PRIMARY KEY (row_key),
CONSTRAINT uq_release_files_id UNIQUE (id),
CONSTRAINT fk_release_files_entry_id FOREIGN KEY(entry_id) REFERENCES ledger_entries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_release_files_no_nul CHECK (instr("id", char(0)) = 0 AND instr("entry_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("sha256", char(0)) = 0),
CONSTRAINT ck_release_files_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_release_files_choices CHECK ("format" IN ('pdf', 'ods', 'csv', 'json'))
)
STRICT

CREATE INDEX ix_release_files_entry_id_id ON release_files (entry_id, id)
