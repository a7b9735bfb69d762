CREATE TABLE batons (
id TEXT NOT NULL,
copy_id TEXT NOT NULL,
with_whom TEXT NOT NULL,
since TEXT NOT NULL,
pass_id TEXT NOT NULL,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_batons PRIMARY KEY (id),
CONSTRAINT ck_batons_no_nul CHECK (instr("id", char(0)) = 0 AND instr("copy_id", char(0)) = 0 AND instr("with_whom", char(0)) = 0 AND instr("pass_id", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_batons_instants CHECK ("since" LIKE '____-__-__T__:__:__.______Z' AND "changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE TABLE other_edits (
id TEXT NOT NULL,
kind TEXT NOT NULL,
record_id TEXT NOT NULL,
subject TEXT NOT NULL,
pupil_id TEXT,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
content TEXT NOT NULL,
state TEXT NOT NULL,
reason TEXT NOT NULL,
settled_at TEXT,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_other_edits PRIMARY KEY (id),
CONSTRAINT fk_other_edits_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_other_edits_no_nul CHECK (instr("id", char(0)) = 0 AND instr("kind", char(0)) = 0 AND instr("record_id", char(0)) = 0 AND instr("subject", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("content", char(0)) = 0 AND instr("reason", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_other_edits_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "settled_at" LIKE '____-__-__T__:__:__.______Z' AND "changed_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_other_edits_choices CHECK ("state" IN ('open', 'taken', 'left'))
)
STRICT

CREATE INDEX ix_other_edits_pupil_id_id ON other_edits (pupil_id, id)
