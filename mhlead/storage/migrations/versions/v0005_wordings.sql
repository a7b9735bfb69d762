CREATE TABLE letter_wordings (
id TEXT NOT NULL,
CONSTRAINT pk_letter_wordings PRIMARY KEY (id)
)
STRICT

CREATE TABLE letter_wording_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
kind TEXT NOT NULL,
text TEXT NOT NULL,
CONSTRAINT pk_letter_wording_versions PRIMARY KEY (row_key),
CONSTRAINT ck_letter_wording_versions_one_a_kind CHECK (id = kind),
CONSTRAINT uq_letter_wording_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_letter_wording_versions_version CHECK (version >= 1),
CONSTRAINT fk_letter_wording_versions_id FOREIGN KEY(id) REFERENCES letter_wordings (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_letter_wording_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("text", char(0)) = 0),
CONSTRAINT ck_letter_wording_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_letter_wording_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_letter_wording_versions_choices CHECK ("kind" IN ('referral', 'urgent-follow-up', 'early-help', 'consultation', 'chase', 'further-information', 'update', 'answer-to-not-accepted', 'step-down', 'gp-copy', 'family-copy', 'pupil-letter', 'consent-form'))
)
STRICT

CREATE UNIQUE INDEX ix_letter_wording_versions_current ON letter_wording_versions (id) WHERE superseded_at IS NULL
