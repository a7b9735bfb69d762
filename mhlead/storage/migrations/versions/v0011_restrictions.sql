CREATE TABLE restrictions (
id TEXT NOT NULL,
CONSTRAINT pk_restrictions PRIMARY KEY (id)
)
STRICT

CREATE TABLE restriction_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
about_kind TEXT NOT NULL,
about_id TEXT NOT NULL,
CONSTRAINT pk_restriction_versions PRIMARY KEY (row_key),
CONSTRAINT uq_restriction_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_restriction_versions_version CHECK (version >= 1),
CONSTRAINT fk_restriction_versions_id FOREIGN KEY(id) REFERENCES restrictions (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_restriction_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_restriction_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("about_kind", char(0)) = 0 AND instr("about_id", char(0)) = 0),
CONSTRAINT ck_restriction_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_restriction_versions_flags CHECK ("is_removed" IN (0, 1))
)
STRICT

CREATE INDEX ix_restriction_versions_case_id_id ON restriction_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_restriction_versions_current ON restriction_versions (id) WHERE superseded_at IS NULL
