CREATE TABLE plans (
id TEXT NOT NULL,
case_id TEXT NOT NULL,
aim TEXT NOT NULL,
made_on TEXT NOT NULL,
holder_id TEXT NOT NULL,
is_open INTEGER NOT NULL,
review_on TEXT,
assessed TEXT NOT NULL,
pupil_part TEXT NOT NULL,
if_worse TEXT NOT NULL,
ended_on TEXT,
made_by TEXT NOT NULL,
made_at TEXT,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
open_case_id TEXT GENERATED ALWAYS AS (CASE WHEN is_open = 1 THEN case_id END) VIRTUAL,
CONSTRAINT pk_plans PRIMARY KEY (id),
CONSTRAINT ck_plans_review CHECK (is_open = 0 OR review_on IS NOT NULL),
CONSTRAINT fk_plans_open_case FOREIGN KEY(open_case_id, is_open) REFERENCES cases (id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT uq_plans_id_case_id_is_open UNIQUE (id, case_id, is_open),
CONSTRAINT fk_plans_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_plans_holder_id FOREIGN KEY(holder_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_plans_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("aim", char(0)) = 0 AND instr("holder_id", char(0)) = 0 AND instr("assessed", char(0)) = 0 AND instr("pupil_part", char(0)) = 0 AND instr("if_worse", char(0)) = 0 AND instr("made_by", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_plans_days CHECK ("made_on" IS date("made_on") AND "review_on" IS date("review_on") AND "ended_on" IS date("ended_on")),
CONSTRAINT ck_plans_flags CHECK ("is_open" IN (0, 1)),
CONSTRAINT ck_plans_instants CHECK ("made_at" LIKE '____-__-__T__:__:__.______Z' AND "changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_plans_case_id_id ON plans (case_id, id)

CREATE INDEX ix_plans_holder_id_id ON plans (holder_id, id)

CREATE INDEX ix_plans_is_open_id ON plans (is_open, id)

CREATE TABLE agenda_points (
id TEXT NOT NULL,
CONSTRAINT pk_agenda_points PRIMARY KEY (id)
)
STRICT

CREATE TABLE agenda_point_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
service_id TEXT NOT NULL,
what TEXT NOT NULL,
raised_on TEXT NOT NULL,
CONSTRAINT pk_agenda_point_versions PRIMARY KEY (row_key),
CONSTRAINT uq_agenda_point_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_agenda_point_versions_version CHECK (version >= 1),
CONSTRAINT fk_agenda_point_versions_id FOREIGN KEY(id) REFERENCES agenda_points (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_agenda_point_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_agenda_point_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_agenda_point_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("what", char(0)) = 0),
CONSTRAINT ck_agenda_point_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_agenda_point_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_agenda_point_versions_days CHECK ("raised_on" IS date("raised_on"))
)
STRICT

CREATE INDEX ix_agenda_point_versions_case_id_id ON agenda_point_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_agenda_point_versions_current ON agenda_point_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_agenda_point_versions_service_id_id ON agenda_point_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE score_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
measure TEXT NOT NULL,
scale TEXT NOT NULL,
completed_on TEXT NOT NULL,
tenths INTEGER NOT NULL,
completed_by TEXT NOT NULL,
CONSTRAINT pk_score_versions PRIMARY KEY (row_key),
CONSTRAINT uq_score_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_score_versions_version CHECK (version >= 1),
CONSTRAINT fk_score_versions_id FOREIGN KEY(id) REFERENCES scores (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_score_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_score_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("measure", char(0)) = 0 AND instr("scale", char(0)) = 0 AND instr("completed_by", char(0)) = 0),
CONSTRAINT ck_score_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_score_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_score_versions_days CHECK ("completed_on" IS date("completed_on"))
)
STRICT

CREATE INDEX ix_score_versions_case_id_id ON score_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_score_versions_current ON score_versions (id) WHERE superseded_at IS NULL
