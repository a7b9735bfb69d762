CREATE TABLE commissioner_rules (
id TEXT NOT NULL,
CONSTRAINT pk_commissioner_rules PRIMARY KEY (id)
)
STRICT

CREATE TABLE commissioner_rule_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
commissioner TEXT NOT NULL,
threshold INTEGER NOT NULL,
source TEXT NOT NULL,
agreed_on TEXT,
CONSTRAINT pk_commissioner_rule_versions PRIMARY KEY (row_key),
CONSTRAINT uq_commissioner_rule_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_commissioner_rule_versions_version CHECK (version >= 1),
CONSTRAINT fk_commissioner_rule_versions_id FOREIGN KEY(id) REFERENCES commissioner_rules (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_commissioner_rule_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("commissioner", char(0)) = 0 AND instr("source", char(0)) = 0),
CONSTRAINT ck_commissioner_rule_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_commissioner_rule_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_commissioner_rule_versions_days CHECK ("agreed_on" IS date("agreed_on"))
)
STRICT

CREATE UNIQUE INDEX ix_commissioner_rule_versions_current ON commissioner_rule_versions (id) WHERE superseded_at IS NULL

CREATE TABLE plan_aims (
id TEXT NOT NULL,
CONSTRAINT pk_plan_aims PRIMARY KEY (id)
)
STRICT

CREATE TABLE plan_aim_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
says TEXT NOT NULL,
area TEXT NOT NULL,
source TEXT NOT NULL,
measure TEXT NOT NULL,
remarks TEXT NOT NULL,
CONSTRAINT pk_plan_aim_versions PRIMARY KEY (row_key),
CONSTRAINT uq_plan_aim_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_plan_aim_versions_version CHECK (version >= 1),
CONSTRAINT fk_plan_aim_versions_id FOREIGN KEY(id) REFERENCES plan_aims (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_plan_aim_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("says", char(0)) = 0 AND instr("area", char(0)) = 0 AND instr("source", char(0)) = 0 AND instr("measure", char(0)) = 0 AND instr("remarks", char(0)) = 0),
CONSTRAINT ck_plan_aim_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_plan_aim_versions_flags CHECK ("is_removed" IN (0, 1))
)
STRICT

CREATE UNIQUE INDEX ix_plan_aim_versions_current ON plan_aim_versions (id) WHERE superseded_at IS NULL

CREATE TABLE pool_rounds (
id TEXT NOT NULL,
book BLOB NOT NULL,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_pool_rounds PRIMARY KEY (id),
CONSTRAINT ck_pool_rounds_no_nul CHECK (instr("id", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_pool_rounds_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT
