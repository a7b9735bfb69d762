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

CREATE TABLE referrals (
id TEXT NOT NULL,
case_id TEXT NOT NULL,
service_id TEXT NOT NULL,
reference TEXT NOT NULL,
state TEXT NOT NULL,
created_on TEXT NOT NULL,
referrer_id TEXT NOT NULL,
is_open INTEGER NOT NULL,
deadline_on TEXT,
deadline_what TEXT NOT NULL,
urgency TEXT,
decided_on TEXT,
sent_on TEXT,
sent_how TEXT,
last_seen_on TEXT,
asks TEXT NOT NULL,
meanwhile TEXT NOT NULL,
holiday_cover TEXT NOT NULL,
enclosures TEXT NOT NULL,
copies TEXT NOT NULL,
earlier_id TEXT,
kind TEXT NOT NULL,
plan_id TEXT,
followed_up_on TEXT,
follow_up TEXT NOT NULL,
elsewhere TEXT,
elsewhere_words TEXT NOT NULL,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
open_plan_id TEXT GENERATED ALWAYS AS (CASE WHEN (is_open = 1 AND state IN ('interim-group', 'joint-assessment', 'not-accepted', 'paused', 'waiting-for-assessment', 'waiting-for-treatment')) OR (state = 'not-accepted' AND followed_up_on IS NULL) THEN plan_id END) VIRTUAL,
is_plan_open INTEGER GENERATED ALWAYS AS (1) VIRTUAL,
open_case_id TEXT GENERATED ALWAYS AS (CASE WHEN is_open = 1 THEN case_id END) VIRTUAL,
CONSTRAINT pk_referrals PRIMARY KEY (id),
CONSTRAINT ck_referrals_deadline CHECK (is_open = 0 OR (deadline_on IS NOT NULL AND deadline_what <> '')),
CONSTRAINT ck_referrals_plan CHECK (NOT ((is_open = 1 AND state IN ('interim-group', 'joint-assessment', 'not-accepted', 'paused', 'waiting-for-assessment', 'waiting-for-treatment')) OR (state = 'not-accepted' AND followed_up_on IS NULL)) OR plan_id IS NOT NULL),
CONSTRAINT fk_referrals_open_plan FOREIGN KEY(open_plan_id, case_id, is_plan_open) REFERENCES plans (id, case_id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_open_case FOREIGN KEY(open_case_id, is_open) REFERENCES cases (id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_referrer_id FOREIGN KEY(referrer_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_earlier_id FOREIGN KEY(earlier_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_referrals_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("reference", char(0)) = 0 AND instr("referrer_id", char(0)) = 0 AND instr("deadline_what", char(0)) = 0 AND instr("asks", char(0)) = 0 AND instr("meanwhile", char(0)) = 0 AND instr("holiday_cover", char(0)) = 0 AND instr("enclosures", char(0)) = 0 AND instr("copies", char(0)) = 0 AND instr("earlier_id", char(0)) = 0 AND instr("plan_id", char(0)) = 0 AND instr("follow_up", char(0)) = 0 AND instr("elsewhere_words", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_referrals_choices CHECK ("state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'agreed-at-meeting', 'opt-in-asked', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'joint-assessment', 'waiting-for-treatment', 'interim-group', 'paused', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services', 'advice-given', 'pupil-died') AND "urgency" IN ('routine', 'urgent', 'very-urgent') AND "sent_how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home') AND "kind" IN ('referral', 'consultation') AND "elsewhere" IN ('no', 'yes', 'not-known')),
CONSTRAINT ck_referrals_days CHECK ("created_on" IS date("created_on") AND "deadline_on" IS date("deadline_on") AND "decided_on" IS date("decided_on") AND "sent_on" IS date("sent_on") AND "last_seen_on" IS date("last_seen_on") AND "followed_up_on" IS date("followed_up_on")),
CONSTRAINT ck_referrals_flags CHECK ("is_open" IN (0, 1)),
CONSTRAINT ck_referrals_lists CHECK (json_valid("enclosures") AND json_valid("copies")),
CONSTRAINT ck_referrals_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_referrals_case_id_id ON referrals (case_id, id)

CREATE INDEX ix_referrals_earlier_id_id ON referrals (earlier_id, id)

CREATE INDEX ix_referrals_is_open_id ON referrals (is_open, id)

CREATE INDEX ix_referrals_plan_id_id ON referrals (plan_id, id)

CREATE INDEX ix_referrals_referrer_id_id ON referrals (referrer_id, id)

CREATE INDEX ix_referrals_service_id_id ON referrals (service_id, id)
