CREATE TABLE record_transfers (
id TEXT NOT NULL,
CONSTRAINT pk_record_transfers PRIMARY KEY (id)
)
STRICT

CREATE TABLE record_transfer_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
part TEXT NOT NULL,
left_on TEXT NOT NULL,
next_school TEXT NOT NULL,
passed_on TEXT,
how TEXT,
to_whom TEXT NOT NULL,
receipt_on TEXT,
why_not TEXT NOT NULL,
CONSTRAINT pk_record_transfer_versions PRIMARY KEY (row_key),
CONSTRAINT uq_record_transfer_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_record_transfer_versions_version CHECK (version >= 1),
CONSTRAINT fk_record_transfer_versions_id FOREIGN KEY(id) REFERENCES record_transfers (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_record_transfer_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_record_transfer_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("next_school", char(0)) = 0 AND instr("to_whom", char(0)) = 0 AND instr("why_not", char(0)) = 0),
CONSTRAINT ck_record_transfer_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_record_transfer_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_record_transfer_versions_choices CHECK ("part" IN ('record', 'safeguarding-file') AND "how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home')),
CONSTRAINT ck_record_transfer_versions_days CHECK ("left_on" IS date("left_on") AND "passed_on" IS date("passed_on") AND "receipt_on" IS date("receipt_on"))
)
STRICT

CREATE UNIQUE INDEX ix_record_transfer_versions_current ON record_transfer_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_record_transfer_versions_pupil_id_id ON record_transfer_versions (pupil_id, id) WHERE superseded_at IS NULL
