CREATE TABLE data_request_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
requester TEXT NOT NULL,
standing TEXT NOT NULL,
received_on TEXT NOT NULL,
kind TEXT NOT NULL,
authority TEXT NOT NULL,
pupil_view TEXT NOT NULL,
pupil_view_on TEXT,
identity_asked_on TEXT,
identity_on TEXT,
identity_how TEXT NOT NULL,
clarification_asked_on TEXT,
clarified_on TEXT,
extended_on TEXT,
extension_reason TEXT NOT NULL,
shown_names TEXT NOT NULL,
more_names TEXT NOT NULL,
second_look_by TEXT,
second_look_on TEXT,
closed_on TEXT,
closing_words TEXT NOT NULL,
CONSTRAINT pk_data_request_versions PRIMARY KEY (row_key),
CONSTRAINT uq_data_request_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_data_request_versions_version CHECK (version >= 1),
CONSTRAINT fk_data_request_versions_id FOREIGN KEY(id) REFERENCES data_requests (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_data_request_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_data_request_versions_second_look_by FOREIGN KEY(second_look_by) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_data_request_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("requester", char(0)) = 0 AND instr("authority", char(0)) = 0 AND instr("pupil_view", char(0)) = 0 AND instr("identity_how", char(0)) = 0 AND instr("extension_reason", char(0)) = 0 AND instr("shown_names", char(0)) = 0 AND instr("more_names", char(0)) = 0 AND instr("second_look_by", char(0)) = 0 AND instr("closing_words", char(0)) = 0),
CONSTRAINT ck_data_request_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_data_request_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_data_request_versions_choices CHECK ("standing" IN ('pupil', 'parent', 'parent-without-responsibility', 'solicitor', 'other') AND "kind" IN ('own-data', 'educational-record', 'rectification', 'erasure', 'restriction', 'objection')),
CONSTRAINT ck_data_request_versions_days CHECK ("received_on" IS date("received_on") AND "pupil_view_on" IS date("pupil_view_on") AND "identity_asked_on" IS date("identity_asked_on") AND "identity_on" IS date("identity_on") AND "clarification_asked_on" IS date("clarification_asked_on") AND "clarified_on" IS date("clarified_on") AND "extended_on" IS date("extended_on") AND "second_look_on" IS date("second_look_on") AND "closed_on" IS date("closed_on")),
CONSTRAINT ck_data_request_versions_lists CHECK (json_valid("shown_names") AND json_valid("more_names"))
)
STRICT

CREATE UNIQUE INDEX ix_data_request_versions_current ON data_request_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_data_request_versions_pupil_id_id ON data_request_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_data_request_versions_second_look_by_id ON data_request_versions (second_look_by, id) WHERE superseded_at IS NULL
