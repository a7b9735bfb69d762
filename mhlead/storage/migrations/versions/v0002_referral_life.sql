CREATE TABLE criteria (
id TEXT NOT NULL,
CONSTRAINT pk_criteria PRIMARY KEY (id)
)
STRICT

CREATE TABLE criterion_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
service_id TEXT NOT NULL,
kind TEXT NOT NULL,
says TEXT NOT NULL,
source TEXT NOT NULL,
read_on TEXT,
valid_until TEXT,
urgency TEXT,
from_age INTEGER,
below_age INTEGER,
codes TEXT NOT NULL,
places TEXT NOT NULL,
days INTEGER,
whose_days TEXT,
reply TEXT,
CONSTRAINT pk_criterion_versions PRIMARY KEY (row_key),
CONSTRAINT uq_criterion_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_criterion_versions_version CHECK (version >= 1),
CONSTRAINT fk_criterion_versions_id FOREIGN KEY(id) REFERENCES criteria (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_criterion_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_criterion_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("says", char(0)) = 0 AND instr("source", char(0)) = 0 AND instr("codes", char(0)) = 0 AND instr("places", char(0)) = 0),
CONSTRAINT ck_criterion_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_criterion_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_criterion_versions_choices CHECK ("kind" IN ('age', 'catchment-gp', 'catchment-home', 'catchment-school', 'needs-taken', 'needs-not-taken', 'who-may-refer', 'seen-by-referrer', 'tried-first', 'duration', 'settings', 'not-open-elsewhere', 'required-facts', 'consent', 'urgent-route', 'reply-time', 'other') AND "urgency" IN ('routine', 'urgent', 'very-urgent') AND "whose_days" IN ('service', 'school', 'every') AND "reply" IN ('acknowledge', 'decide', 'first-appointment', 'information')),
CONSTRAINT ck_criterion_versions_days CHECK ("read_on" IS date("read_on") AND "valid_until" IS date("valid_until")),
CONSTRAINT ck_criterion_versions_lists CHECK (json_valid("codes") AND json_valid("places"))
)
STRICT

CREATE UNIQUE INDEX ix_criterion_versions_current ON criterion_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_criterion_versions_service_id_id ON criterion_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE criterion_answers (
id TEXT NOT NULL,
CONSTRAINT pk_criterion_answers PRIMARY KEY (id)
)
STRICT

CREATE TABLE criterion_answer_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
referral_id TEXT NOT NULL,
criterion_id TEXT NOT NULL,
met TEXT,
reason TEXT NOT NULL,
answered_on TEXT,
CONSTRAINT pk_criterion_answer_versions PRIMARY KEY (row_key),
CONSTRAINT uq_criterion_answer_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_criterion_answer_versions_version CHECK (version >= 1),
CONSTRAINT fk_criterion_answer_versions_id FOREIGN KEY(id) REFERENCES criterion_answers (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_criterion_answer_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_criterion_answer_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_criterion_answer_versions_criterion_id FOREIGN KEY(criterion_id) REFERENCES criteria (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_criterion_answer_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("criterion_id", char(0)) = 0 AND instr("reason", char(0)) = 0),
CONSTRAINT ck_criterion_answer_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_criterion_answer_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_criterion_answer_versions_choices CHECK ("met" IN ('met', 'not-met', 'unknown')),
CONSTRAINT ck_criterion_answer_versions_days CHECK ("answered_on" IS date("answered_on"))
)
STRICT

CREATE INDEX ix_criterion_answer_versions_case_id_id ON criterion_answer_versions (case_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_criterion_answer_versions_criterion_id_id ON criterion_answer_versions (criterion_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_criterion_answer_versions_current ON criterion_answer_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_criterion_answer_versions_referral_id_id ON criterion_answer_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE TABLE satisfactions (
id TEXT NOT NULL,
CONSTRAINT pk_satisfactions PRIMARY KEY (id)
)
STRICT

CREATE TABLE satisfaction_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
service_id TEXT NOT NULL,
asked_on TEXT NOT NULL,
score INTEGER NOT NULL,
occasion TEXT NOT NULL,
words TEXT NOT NULL,
CONSTRAINT pk_satisfaction_versions PRIMARY KEY (row_key),
CONSTRAINT uq_satisfaction_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_satisfaction_versions_version CHECK (version >= 1),
CONSTRAINT fk_satisfaction_versions_id FOREIGN KEY(id) REFERENCES satisfactions (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_satisfaction_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_satisfaction_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_satisfaction_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_satisfaction_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_satisfaction_versions_days CHECK ("asked_on" IS date("asked_on")),
CONSTRAINT ck_satisfaction_versions_choices CHECK ("occasion" IN ('baseline', 'ten-months-on', 'other'))
)
STRICT

CREATE UNIQUE INDEX ix_satisfaction_versions_current ON satisfaction_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_satisfaction_versions_service_id_id ON satisfaction_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE trainings (
id TEXT NOT NULL,
CONSTRAINT pk_trainings PRIMARY KEY (id)
)
STRICT

CREATE TABLE training_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
held_on TEXT NOT NULL,
what TEXT NOT NULL,
given_by TEXT NOT NULL,
service_id TEXT,
who_came TEXT NOT NULL,
is_advice INTEGER NOT NULL,
CONSTRAINT pk_training_versions PRIMARY KEY (row_key),
CONSTRAINT uq_training_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_training_versions_version CHECK (version >= 1),
CONSTRAINT fk_training_versions_id FOREIGN KEY(id) REFERENCES trainings (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_training_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_training_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("given_by", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("who_came", char(0)) = 0),
CONSTRAINT ck_training_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_training_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_advice" IN (0, 1)),
CONSTRAINT ck_training_versions_days CHECK ("held_on" IS date("held_on"))
)
STRICT

CREATE UNIQUE INDEX ix_training_versions_current ON training_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_training_versions_service_id_id ON training_versions (service_id, id) WHERE superseded_at IS NULL

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
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
open_case_id TEXT GENERATED ALWAYS AS (CASE WHEN is_open = 1 THEN case_id END) VIRTUAL,
CONSTRAINT pk_plans PRIMARY KEY (id),
CONSTRAINT ck_plans_review CHECK (is_open = 0 OR review_on IS NOT NULL),
CONSTRAINT fk_plans_open_case FOREIGN KEY(open_case_id, is_open) REFERENCES cases (id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT uq_plans_id_case_id_is_open UNIQUE (id, case_id, is_open),
CONSTRAINT fk_plans_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_plans_holder_id FOREIGN KEY(holder_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_plans_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("aim", char(0)) = 0 AND instr("holder_id", char(0)) = 0 AND instr("assessed", char(0)) = 0 AND instr("pupil_part", char(0)) = 0 AND instr("if_worse", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_plans_days CHECK ("made_on" IS date("made_on") AND "review_on" IS date("review_on") AND "ended_on" IS date("ended_on")),
CONSTRAINT ck_plans_flags CHECK ("is_open" IN (0, 1)),
CONSTRAINT ck_plans_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_plans_case_id_id ON plans (case_id, id)

CREATE INDEX ix_plans_holder_id_id ON plans (holder_id, id)

CREATE INDEX ix_plans_is_open_id ON plans (is_open, id)

CREATE TABLE plan_reviews (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
plan_id TEXT NOT NULL,
reviewed_on TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
result TEXT NOT NULL,
words TEXT NOT NULL,
next_review_on TEXT,
aim_before TEXT NOT NULL,
if_worse_before TEXT NOT NULL,
CONSTRAINT pk_plan_reviews PRIMARY KEY (row_key),
CONSTRAINT uq_plan_reviews_id UNIQUE (id),
CONSTRAINT fk_plan_reviews_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_plan_reviews_no_nul CHECK (instr("id", char(0)) = 0 AND instr("plan_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("words", char(0)) = 0 AND instr("aim_before", char(0)) = 0 AND instr("if_worse_before", char(0)) = 0),
CONSTRAINT ck_plan_reviews_days CHECK ("reviewed_on" IS date("reviewed_on") AND "next_review_on" IS date("next_review_on")),
CONSTRAINT ck_plan_reviews_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_plan_reviews_choices CHECK ("result" IN ('going-on', 'changed', 'stepped-up', 'stepped-down', 'ended'))
)
STRICT

CREATE INDEX ix_plan_reviews_plan_id_id ON plan_reviews (plan_id, id)

CREATE TABLE unmet_needs (
id TEXT NOT NULL,
CONSTRAINT pk_unmet_needs PRIMARY KEY (id)
)
STRICT

CREATE TABLE unmet_need_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
found_on TEXT NOT NULL,
kind TEXT NOT NULL,
need TEXT NOT NULL,
plan_b TEXT NOT NULL,
words TEXT NOT NULL,
referral_id TEXT,
met_on TEXT,
CONSTRAINT pk_unmet_need_versions PRIMARY KEY (row_key),
CONSTRAINT uq_unmet_need_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_unmet_need_versions_version CHECK (version >= 1),
CONSTRAINT fk_unmet_need_versions_id FOREIGN KEY(id) REFERENCES unmet_needs (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_unmet_need_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_unmet_need_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_unmet_need_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("need", char(0)) = 0 AND instr("plan_b", char(0)) = 0 AND instr("words", char(0)) = 0 AND instr("referral_id", char(0)) = 0),
CONSTRAINT ck_unmet_need_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_unmet_need_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_unmet_need_versions_days CHECK ("found_on" IS date("found_on") AND "met_on" IS date("met_on")),
CONSTRAINT ck_unmet_need_versions_choices CHECK ("kind" IN ('no-service', 'none-takes-it', 'wait-too-long'))
)
STRICT

CREATE INDEX ix_unmet_need_versions_case_id_id ON unmet_need_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_unmet_need_versions_current ON unmet_need_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_unmet_need_versions_referral_id_id ON unmet_need_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE TABLE meeting_items (
id TEXT NOT NULL,
CONSTRAINT pk_meeting_items PRIMARY KEY (id)
)
STRICT

CREATE TABLE meeting_item_versions (
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
met_on TEXT NOT NULL,
outcome TEXT NOT NULL,
words TEXT NOT NULL,
referral_id TEXT,
CONSTRAINT pk_meeting_item_versions PRIMARY KEY (row_key),
CONSTRAINT uq_meeting_item_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_meeting_item_versions_version CHECK (version >= 1),
CONSTRAINT fk_meeting_item_versions_id FOREIGN KEY(id) REFERENCES meeting_items (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_meeting_item_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_meeting_item_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_meeting_item_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_meeting_item_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("words", char(0)) = 0 AND instr("referral_id", char(0)) = 0),
CONSTRAINT ck_meeting_item_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_meeting_item_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_meeting_item_versions_days CHECK ("met_on" IS date("met_on")),
CONSTRAINT ck_meeting_item_versions_choices CHECK ("outcome" IN ('discussed', 'agreed', 'slot-offered', 'step-up', 'step-down'))
)
STRICT

CREATE INDEX ix_meeting_item_versions_case_id_id ON meeting_item_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_meeting_item_versions_current ON meeting_item_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_meeting_item_versions_referral_id_id ON meeting_item_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_meeting_item_versions_service_id_id ON meeting_item_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE break_holders (
id TEXT NOT NULL,
CONSTRAINT pk_break_holders PRIMARY KEY (id)
)
STRICT

CREATE TABLE break_holder_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
from_on TEXT NOT NULL,
to_on TEXT NOT NULL,
holder_id TEXT,
holder TEXT NOT NULL,
words TEXT NOT NULL,
CONSTRAINT pk_break_holder_versions PRIMARY KEY (row_key),
CONSTRAINT uq_break_holder_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_break_holder_versions_version CHECK (version >= 1),
CONSTRAINT fk_break_holder_versions_id FOREIGN KEY(id) REFERENCES break_holders (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_break_holder_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_break_holder_versions_holder_id FOREIGN KEY(holder_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_break_holder_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("holder_id", char(0)) = 0 AND instr("holder", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_break_holder_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_break_holder_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_break_holder_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on"))
)
STRICT

CREATE INDEX ix_break_holder_versions_case_id_id ON break_holder_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_break_holder_versions_current ON break_holder_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_break_holder_versions_holder_id_id ON break_holder_versions (holder_id, id) WHERE superseded_at IS NULL

CREATE TABLE needs_to_know (
id TEXT NOT NULL,
CONSTRAINT pk_needs_to_know PRIMARY KEY (id)
)
STRICT

CREATE TABLE need_to_know_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
text TEXT NOT NULL,
for_whom TEXT NOT NULL,
agreed_on TEXT,
agreed_how TEXT NOT NULL,
ends_on TEXT,
CONSTRAINT pk_need_to_know_versions PRIMARY KEY (row_key),
CONSTRAINT uq_need_to_know_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_need_to_know_versions_version CHECK (version >= 1),
CONSTRAINT fk_need_to_know_versions_id FOREIGN KEY(id) REFERENCES needs_to_know (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_need_to_know_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_need_to_know_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("text", char(0)) = 0 AND instr("for_whom", char(0)) = 0 AND instr("agreed_how", char(0)) = 0),
CONSTRAINT ck_need_to_know_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_need_to_know_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_need_to_know_versions_days CHECK ("agreed_on" IS date("agreed_on") AND "ends_on" IS date("ends_on"))
)
STRICT

CREATE INDEX ix_need_to_know_versions_case_id_id ON need_to_know_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_need_to_know_versions_current ON need_to_know_versions (id) WHERE superseded_at IS NULL

CREATE TABLE conversations (
id TEXT NOT NULL,
CONSTRAINT pk_conversations PRIMARY KEY (id)
)
STRICT

CREATE TABLE conversation_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
happened_on TEXT NOT NULL,
speaker TEXT NOT NULL,
how TEXT NOT NULL,
said TEXT NOT NULL,
with_whom TEXT NOT NULL,
is_two_way INTEGER NOT NULL,
contact_id TEXT,
service_id TEXT,
counterpart_id TEXT,
referral_id TEXT,
promise TEXT NOT NULL,
promised_by TEXT,
step_id TEXT,
is_safeguarding INTEGER NOT NULL,
CONSTRAINT pk_conversation_versions PRIMARY KEY (row_key),
CONSTRAINT uq_conversation_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_conversation_versions_version CHECK (version >= 1),
CONSTRAINT fk_conversation_versions_id FOREIGN KEY(id) REFERENCES conversations (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_counterpart_id FOREIGN KEY(counterpart_id) REFERENCES counterparts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_conversation_versions_step_id FOREIGN KEY(step_id) REFERENCES next_steps (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_conversation_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("said", char(0)) = 0 AND instr("with_whom", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("counterpart_id", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("promise", char(0)) = 0 AND instr("step_id", char(0)) = 0),
CONSTRAINT ck_conversation_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_conversation_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_two_way" IN (0, 1) AND "is_safeguarding" IN (0, 1)),
CONSTRAINT ck_conversation_versions_days CHECK ("happened_on" IS date("happened_on") AND "promised_by" IS date("promised_by")),
CONSTRAINT ck_conversation_versions_choices CHECK ("speaker" IN ('pupil', 'family', 'counterpart', 'staff', 'other') AND "how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home'))
)
STRICT

CREATE INDEX ix_conversation_versions_case_id_id ON conversation_versions (case_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_conversation_versions_contact_id_id ON conversation_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_conversation_versions_counterpart_id_id ON conversation_versions (counterpart_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_conversation_versions_current ON conversation_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_conversation_versions_referral_id_id ON conversation_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_conversation_versions_service_id_id ON conversation_versions (service_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_conversation_versions_step_id_id ON conversation_versions (step_id, id) WHERE superseded_at IS NULL

CREATE TABLE dsl_notices (
id TEXT NOT NULL,
CONSTRAINT pk_dsl_notices PRIMARY KEY (id)
)
STRICT

CREATE TABLE dsl_notice_versions (
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
told_id TEXT NOT NULL,
told_on TEXT NOT NULL,
how TEXT NOT NULL,
acknowledged_on TEXT,
acknowledged_words TEXT NOT NULL,
system TEXT NOT NULL,
reference TEXT NOT NULL,
reasons TEXT NOT NULL,
CONSTRAINT pk_dsl_notice_versions PRIMARY KEY (row_key),
CONSTRAINT uq_dsl_notice_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_dsl_notice_versions_version CHECK (version >= 1),
CONSTRAINT fk_dsl_notice_versions_id FOREIGN KEY(id) REFERENCES dsl_notices (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_dsl_notice_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_dsl_notice_versions_told_id FOREIGN KEY(told_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_dsl_notice_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("about_kind", char(0)) = 0 AND instr("about_id", char(0)) = 0 AND instr("told_id", char(0)) = 0 AND instr("acknowledged_words", char(0)) = 0 AND instr("system", char(0)) = 0 AND instr("reference", char(0)) = 0 AND instr("reasons", char(0)) = 0),
CONSTRAINT ck_dsl_notice_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_dsl_notice_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_dsl_notice_versions_days CHECK ("told_on" IS date("told_on") AND "acknowledged_on" IS date("acknowledged_on")),
CONSTRAINT ck_dsl_notice_versions_choices CHECK ("how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home'))
)
STRICT

CREATE INDEX ix_dsl_notice_versions_case_id_id ON dsl_notice_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_dsl_notice_versions_current ON dsl_notice_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_dsl_notice_versions_told_id_id ON dsl_notice_versions (told_id, id) WHERE superseded_at IS NULL

CREATE TABLE urgent_decisions (
id TEXT NOT NULL,
CONSTRAINT pk_urgent_decisions PRIMARY KEY (id)
)
STRICT

CREATE TABLE urgent_decision_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
decided_on TEXT NOT NULL,
decisions TEXT NOT NULL,
signs TEXT NOT NULL,
spoke_to TEXT NOT NULL,
advice TEXT NOT NULL,
reason TEXT NOT NULL,
referral_id TEXT,
CONSTRAINT pk_urgent_decision_versions PRIMARY KEY (row_key),
CONSTRAINT uq_urgent_decision_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_urgent_decision_versions_version CHECK (version >= 1),
CONSTRAINT fk_urgent_decision_versions_id FOREIGN KEY(id) REFERENCES urgent_decisions (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_urgent_decision_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_urgent_decision_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_urgent_decision_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("decisions", char(0)) = 0 AND instr("signs", char(0)) = 0 AND instr("spoke_to", char(0)) = 0 AND instr("advice", char(0)) = 0 AND instr("reason", char(0)) = 0 AND instr("referral_id", char(0)) = 0),
CONSTRAINT ck_urgent_decision_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_urgent_decision_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_urgent_decision_versions_days CHECK ("decided_on" IS date("decided_on")),
CONSTRAINT ck_urgent_decision_versions_lists CHECK (json_valid("decisions") AND json_valid("signs"))
)
STRICT

CREATE INDEX ix_urgent_decision_versions_case_id_id ON urgent_decision_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_urgent_decision_versions_current ON urgent_decision_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_urgent_decision_versions_referral_id_id ON urgent_decision_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE TABLE scores (
id TEXT NOT NULL,
CONSTRAINT pk_scores PRIMARY KEY (id)
)
STRICT

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
value INTEGER NOT NULL,
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

CREATE TABLE pupil_links (
id TEXT NOT NULL,
CONSTRAINT pk_pupil_links PRIMARY KEY (id)
)
STRICT

CREATE TABLE pupil_link_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
link TEXT NOT NULL,
role TEXT NOT NULL,
about TEXT NOT NULL,
happened_on TEXT NOT NULL,
own_words TEXT NOT NULL,
CONSTRAINT pk_pupil_link_versions PRIMARY KEY (row_key),
CONSTRAINT uq_pupil_link_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_pupil_link_versions_version CHECK (version >= 1),
CONSTRAINT fk_pupil_link_versions_id FOREIGN KEY(id) REFERENCES pupil_links (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_pupil_link_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_pupil_link_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("link", char(0)) = 0 AND instr("about", char(0)) = 0 AND instr("own_words", char(0)) = 0),
CONSTRAINT ck_pupil_link_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_pupil_link_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_pupil_link_versions_choices CHECK ("role" IN ('harmed', 'caused-harm', 'witness', 'sibling', 'friend', 'other')),
CONSTRAINT ck_pupil_link_versions_days CHECK ("happened_on" IS date("happened_on"))
)
STRICT

CREATE UNIQUE INDEX ix_pupil_link_versions_current ON pupil_link_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_pupil_link_versions_pupil_id_id ON pupil_link_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE appointments (
id TEXT NOT NULL,
CONSTRAINT pk_appointments PRIMARY KEY (id)
)
STRICT

CREATE TABLE appointment_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
referral_id TEXT NOT NULL,
kind TEXT NOT NULL,
held_on TEXT NOT NULL,
at_time TEXT NOT NULL,
place TEXT NOT NULL,
attendance TEXT,
words TEXT NOT NULL,
CONSTRAINT pk_appointment_versions PRIMARY KEY (row_key),
CONSTRAINT uq_appointment_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_appointment_versions_version CHECK (version >= 1),
CONSTRAINT fk_appointment_versions_id FOREIGN KEY(id) REFERENCES appointments (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_appointment_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_appointment_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_appointment_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("at_time", char(0)) = 0 AND instr("place", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_appointment_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_appointment_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_appointment_versions_choices CHECK ("kind" IN ('assessment', 'treatment', 'review', 'other') AND "attendance" IN ('5', '6', '7', '2', '4', '3', 'WNB')),
CONSTRAINT ck_appointment_versions_days CHECK ("held_on" IS date("held_on"))
)
STRICT

CREATE INDEX ix_appointment_versions_case_id_id ON appointment_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_appointment_versions_current ON appointment_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_appointment_versions_referral_id_id ON appointment_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE TABLE answered_facts (
id TEXT NOT NULL,
CONSTRAINT pk_answered_facts PRIMARY KEY (id)
)
STRICT

CREATE TABLE answered_fact_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
referral_id TEXT NOT NULL,
field TEXT NOT NULL,
answer TEXT NOT NULL,
asked TEXT NOT NULL,
asked_on TEXT NOT NULL,
CONSTRAINT pk_answered_fact_versions PRIMARY KEY (row_key),
CONSTRAINT uq_answered_fact_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_answered_fact_versions_version CHECK (version >= 1),
CONSTRAINT fk_answered_fact_versions_id FOREIGN KEY(id) REFERENCES answered_facts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_answered_fact_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_answered_fact_versions_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_answered_fact_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("field", char(0)) = 0 AND instr("asked", char(0)) = 0),
CONSTRAINT ck_answered_fact_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_answered_fact_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_answered_fact_versions_choices CHECK ("answer" IN ('not-known', 'declined')),
CONSTRAINT ck_answered_fact_versions_days CHECK ("asked_on" IS date("asked_on"))
)
STRICT

CREATE INDEX ix_answered_fact_versions_case_id_id ON answered_fact_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_answered_fact_versions_current ON answered_fact_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_answered_fact_versions_referral_id_id ON answered_fact_versions (referral_id, id) WHERE superseded_at IS NULL

CREATE TABLE school_days (
id TEXT NOT NULL,
CONSTRAINT pk_school_days PRIMARY KEY (id)
)
STRICT

CREATE TABLE school_day_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
kind TEXT NOT NULL,
first_on TEXT NOT NULL,
last_on TEXT NOT NULL,
name TEXT NOT NULL,
CONSTRAINT pk_school_day_versions PRIMARY KEY (row_key),
CONSTRAINT uq_school_day_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_school_day_versions_version CHECK (version >= 1),
CONSTRAINT fk_school_day_versions_id FOREIGN KEY(id) REFERENCES school_days (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_school_day_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0),
CONSTRAINT ck_school_day_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_school_day_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_school_day_versions_choices CHECK ("kind" IN ('term', 'break', 'inset', 'closed')),
CONSTRAINT ck_school_day_versions_days CHECK ("first_on" IS date("first_on") AND "last_on" IS date("last_on"))
)
STRICT

CREATE UNIQUE INDEX ix_school_day_versions_current ON school_day_versions (id) WHERE superseded_at IS NULL

CREATE TABLE absences (
id TEXT NOT NULL,
CONSTRAINT pk_absences PRIMARY KEY (id)
)
STRICT

CREATE TABLE absence_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
staff_id TEXT NOT NULL,
cover_id TEXT NOT NULL,
from_on TEXT NOT NULL,
to_on TEXT,
reason TEXT NOT NULL,
CONSTRAINT pk_absence_versions PRIMARY KEY (row_key),
CONSTRAINT uq_absence_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_absence_versions_version CHECK (version >= 1),
CONSTRAINT fk_absence_versions_id FOREIGN KEY(id) REFERENCES absences (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_absence_versions_staff_id FOREIGN KEY(staff_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_absence_versions_cover_id FOREIGN KEY(cover_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_absence_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("staff_id", char(0)) = 0 AND instr("cover_id", char(0)) = 0 AND instr("reason", char(0)) = 0),
CONSTRAINT ck_absence_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_absence_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_absence_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on"))
)
STRICT

CREATE INDEX ix_absence_versions_cover_id_id ON absence_versions (cover_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_absence_versions_current ON absence_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_absence_versions_staff_id_id ON absence_versions (staff_id, id) WHERE superseded_at IS NULL

CREATE TABLE need_words (
id TEXT NOT NULL,
CONSTRAINT pk_need_words PRIMARY KEY (id)
)
STRICT

CREATE TABLE need_word_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
name TEXT NOT NULL,
code TEXT NOT NULL,
retired_on TEXT,
CONSTRAINT pk_need_word_versions PRIMARY KEY (row_key),
CONSTRAINT uq_need_word_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_need_word_versions_version CHECK (version >= 1),
CONSTRAINT fk_need_word_versions_id FOREIGN KEY(id) REFERENCES need_words (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_need_word_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("code", char(0)) = 0),
CONSTRAINT ck_need_word_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_need_word_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_need_word_versions_days CHECK ("retired_on" IS date("retired_on"))
)
STRICT

CREATE UNIQUE INDEX ix_need_word_versions_current ON need_word_versions (id) WHERE superseded_at IS NULL

CREATE TABLE chase_times (
id TEXT NOT NULL,
CONSTRAINT pk_chase_times PRIMARY KEY (id)
)
STRICT

CREATE TABLE chase_time_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
state TEXT NOT NULL,
days INTEGER NOT NULL,
whose_days TEXT NOT NULL,
CONSTRAINT pk_chase_time_versions PRIMARY KEY (row_key),
CONSTRAINT uq_chase_time_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_chase_time_versions_version CHECK (version >= 1),
CONSTRAINT fk_chase_time_versions_id FOREIGN KEY(id) REFERENCES chase_times (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_chase_time_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0),
CONSTRAINT ck_chase_time_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_chase_time_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_chase_time_versions_choices CHECK ("state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'agreed-at-meeting', 'opt-in-asked', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'joint-assessment', 'waiting-for-treatment', 'interim-group', 'paused', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services', 'advice-given', 'pupil-died') AND "whose_days" IN ('service', 'school', 'every'))
)
STRICT

CREATE UNIQUE INDEX ix_chase_time_versions_current ON chase_time_versions (id) WHERE superseded_at IS NULL

CREATE TABLE cases (
id TEXT NOT NULL,
pupil_id TEXT NOT NULL,
opened_on TEXT NOT NULL,
opened_by TEXT NOT NULL,
is_open INTEGER NOT NULL,
owner_id TEXT,
next_step_id TEXT,
is_returned INTEGER NOT NULL,
closed_on TEXT,
closing TEXT,
closing_words TEXT NOT NULL,
thrive TEXT,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_cases PRIMARY KEY (id),
CONSTRAINT ck_cases_owner_and_step CHECK (is_open = 0 OR (owner_id IS NOT NULL AND next_step_id IS NOT NULL)),
CONSTRAINT fk_cases_open_step FOREIGN KEY(next_step_id, id, is_open) REFERENCES next_steps (id, case_id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT uq_cases_id_is_open UNIQUE (id, is_open),
CONSTRAINT fk_cases_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_cases_owner_id FOREIGN KEY(owner_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_cases_no_nul CHECK (instr("id", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("opened_by", char(0)) = 0 AND instr("owner_id", char(0)) = 0 AND instr("next_step_id", char(0)) = 0 AND instr("closing_words", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_cases_days CHECK ("opened_on" IS date("opened_on") AND "closed_on" IS date("closed_on")),
CONSTRAINT ck_cases_flags CHECK ("is_open" IN (0, 1) AND "is_returned" IN (0, 1)),
CONSTRAINT ck_cases_choices CHECK ("closing" IN ('settled', 'helped-elsewhere', 'left-school', 'adult-services', 'pupil-died', 'opened-in-error') AND "thrive" IN ('thriving', 'getting-advice', 'getting-help', 'getting-more-help', 'getting-risk-support')),
CONSTRAINT ck_cases_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_cases_id ON cases (id, id)

CREATE INDEX ix_cases_is_open_id ON cases (is_open, id)

CREATE INDEX ix_cases_next_step_id_id ON cases (next_step_id, id)

CREATE UNIQUE INDEX ix_cases_one_open ON cases (pupil_id) WHERE is_open = 1

CREATE INDEX ix_cases_owner_id_id ON cases (owner_id, id)

CREATE INDEX ix_cases_pupil_id_id ON cases (pupil_id, id)

CREATE TABLE concern_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
noticed_on TEXT NOT NULL,
raised_by TEXT NOT NULL,
primary_need TEXT NOT NULL,
seen TEXT NOT NULL,
other_needs TEXT NOT NULL,
opinion TEXT NOT NULL,
pupil_words TEXT NOT NULL,
since TEXT NOT NULL,
how_often TEXT NOT NULL,
"where" TEXT NOT NULL,
why_now TEXT NOT NULL,
effect_on_lessons TEXT NOT NULL,
effect_on_attendance TEXT NOT NULL,
effect_on_friends TEXT NOT NULL,
effect_on_home TEXT NOT NULL,
effect_on_sleep TEXT NOT NULL,
effect_on_eating TEXT NOT NULL,
strengths TEXT NOT NULL,
pupil_hopes TEXT NOT NULL,
family_hopes TEXT NOT NULL,
since_on TEXT,
settings TEXT NOT NULL,
severity TEXT,
is_safeguarding INTEGER NOT NULL,
CONSTRAINT pk_concern_versions PRIMARY KEY (row_key),
CONSTRAINT uq_concern_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_concern_versions_version CHECK (version >= 1),
CONSTRAINT fk_concern_versions_id FOREIGN KEY(id) REFERENCES concerns (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_concern_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_concern_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("raised_by", char(0)) = 0 AND instr("primary_need", char(0)) = 0 AND instr("seen", char(0)) = 0 AND instr("other_needs", char(0)) = 0 AND instr("opinion", char(0)) = 0 AND instr("pupil_words", char(0)) = 0 AND instr("since", char(0)) = 0 AND instr("how_often", char(0)) = 0 AND instr("where", char(0)) = 0 AND instr("why_now", char(0)) = 0 AND instr("effect_on_lessons", char(0)) = 0 AND instr("effect_on_attendance", char(0)) = 0 AND instr("effect_on_friends", char(0)) = 0 AND instr("effect_on_home", char(0)) = 0 AND instr("effect_on_sleep", char(0)) = 0 AND instr("effect_on_eating", char(0)) = 0 AND instr("strengths", char(0)) = 0 AND instr("pupil_hopes", char(0)) = 0 AND instr("family_hopes", char(0)) = 0 AND instr("settings", char(0)) = 0),
CONSTRAINT ck_concern_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_concern_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_safeguarding" IN (0, 1)),
CONSTRAINT ck_concern_versions_days CHECK ("noticed_on" IS date("noticed_on") AND "since_on" IS date("since_on")),
CONSTRAINT ck_concern_versions_lists CHECK (json_valid("other_needs") AND json_valid("settings")),
CONSTRAINT ck_concern_versions_choices CHECK ("severity" IN ('a-little', 'quite-a-lot', 'a-great-deal'))
)
STRICT

CREATE INDEX ix_concern_versions_case_id_id ON concern_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_concern_versions_current ON concern_versions (id) WHERE superseded_at IS NULL

CREATE TABLE risk_entry_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
said_or_seen TEXT NOT NULL,
happened_on TEXT NOT NULL,
whose_words TEXT NOT NULL,
asked_by TEXT NOT NULL,
asked_on TEXT,
not_asked TEXT NOT NULL,
keeps_safe TEXT NOT NULL,
who_knows TEXT NOT NULL,
"plan" TEXT NOT NULL,
plan_on TEXT,
spoke_to_service INTEGER,
spoke_to TEXT NOT NULL,
spoke_on TEXT,
advice TEXT NOT NULL,
signs TEXT NOT NULL,
is_safeguarding INTEGER NOT NULL,
CONSTRAINT pk_risk_entry_versions PRIMARY KEY (row_key),
CONSTRAINT uq_risk_entry_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_risk_entry_versions_version CHECK (version >= 1),
CONSTRAINT fk_risk_entry_versions_id FOREIGN KEY(id) REFERENCES risk_entries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_risk_entry_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_risk_entry_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("said_or_seen", char(0)) = 0 AND instr("whose_words", char(0)) = 0 AND instr("asked_by", char(0)) = 0 AND instr("not_asked", char(0)) = 0 AND instr("keeps_safe", char(0)) = 0 AND instr("who_knows", char(0)) = 0 AND instr("plan", char(0)) = 0 AND instr("spoke_to", char(0)) = 0 AND instr("advice", char(0)) = 0 AND instr("signs", char(0)) = 0),
CONSTRAINT ck_risk_entry_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_risk_entry_versions_flags CHECK ("is_removed" IN (0, 1) AND "spoke_to_service" IN (0, 1) AND "is_safeguarding" IN (0, 1)),
CONSTRAINT ck_risk_entry_versions_days CHECK ("happened_on" IS date("happened_on") AND "asked_on" IS date("asked_on") AND "plan_on" IS date("plan_on") AND "spoke_on" IS date("spoke_on")),
CONSTRAINT ck_risk_entry_versions_lists CHECK (json_valid("signs"))
)
STRICT

CREATE INDEX ix_risk_entry_versions_case_id_id ON risk_entry_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_risk_entry_versions_current ON risk_entry_versions (id) WHERE superseded_at IS NULL

CREATE TABLE support_action_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
what TEXT NOT NULL,
from_on TEXT NOT NULL,
to_on TEXT,
by_whom TEXT NOT NULL,
result TEXT NOT NULL,
kind TEXT,
plan_id TEXT,
CONSTRAINT pk_support_action_versions PRIMARY KEY (row_key),
CONSTRAINT uq_support_action_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_support_action_versions_version CHECK (version >= 1),
CONSTRAINT fk_support_action_versions_id FOREIGN KEY(id) REFERENCES support_actions (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_support_action_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_support_action_versions_plan_id FOREIGN KEY(plan_id) REFERENCES plans (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_support_action_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("by_whom", char(0)) = 0 AND instr("result", char(0)) = 0 AND instr("plan_id", char(0)) = 0),
CONSTRAINT ck_support_action_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_support_action_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_support_action_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on")),
CONSTRAINT ck_support_action_versions_choices CHECK ("kind" IN ('check-in', 'counselling', 'group', 'mentoring', 'adjustments', 'family-work', 'school-nurse', 'self-help', 'other'))
)
STRICT

CREATE INDEX ix_support_action_versions_case_id_id ON support_action_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_support_action_versions_current ON support_action_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_support_action_versions_plan_id_id ON support_action_versions (plan_id, id) WHERE superseded_at IS NULL

CREATE TABLE consent_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
topic TEXT NOT NULL,
answer TEXT NOT NULL,
service_id TEXT,
by_pupil INTEGER NOT NULL,
contact_id TEXT,
standing TEXT,
how TEXT,
given_on TEXT,
taken_by TEXT NOT NULL,
scope TEXT NOT NULL,
covers TEXT NOT NULL,
expires_on TEXT,
withdrawn_on TEXT,
competence_judged_by TEXT NOT NULL,
competence_reason TEXT NOT NULL,
capacity TEXT,
capacity_judged_by TEXT NOT NULL,
capacity_on TEXT,
capacity_words TEXT NOT NULL,
disagreement TEXT NOT NULL,
ground TEXT NOT NULL,
CONSTRAINT pk_consent_versions PRIMARY KEY (row_key),
CONSTRAINT uq_consent_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_consent_versions_version CHECK (version >= 1),
CONSTRAINT fk_consent_versions_id FOREIGN KEY(id) REFERENCES consents (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_consent_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("taken_by", char(0)) = 0 AND instr("scope", char(0)) = 0 AND instr("covers", char(0)) = 0 AND instr("competence_judged_by", char(0)) = 0 AND instr("competence_reason", char(0)) = 0 AND instr("capacity_judged_by", char(0)) = 0 AND instr("capacity_words", char(0)) = 0 AND instr("disagreement", char(0)) = 0 AND instr("ground", char(0)) = 0),
CONSTRAINT ck_consent_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_consent_versions_flags CHECK ("is_removed" IN (0, 1) AND "by_pupil" IN (0, 1)),
CONSTRAINT ck_consent_versions_choices CHECK ("topic" IN ('help', 'refer', 'share', 'outcome') AND "answer" IN ('agreed', 'refused', 'not-yet-asked', 'went-ahead-without') AND "standing" IN ('parental-responsibility', 'own-16-plus', 'competent-under-16', 'local-authority', 'view-only') AND "how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home') AND "capacity" IN ('presumed', 'has-capacity', 'lacks-capacity')),
CONSTRAINT ck_consent_versions_days CHECK ("given_on" IS date("given_on") AND "expires_on" IS date("expires_on") AND "withdrawn_on" IS date("withdrawn_on") AND "capacity_on" IS date("capacity_on")),
CONSTRAINT ck_consent_versions_lists CHECK (json_valid("covers"))
)
STRICT

CREATE INDEX ix_consent_versions_case_id_id ON consent_versions (case_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_consent_versions_contact_id_id ON consent_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_consent_versions_current ON consent_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_consent_versions_service_id_id ON consent_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE service_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
kind TEXT NOT NULL,
name TEXT NOT NULL,
team TEXT NOT NULL,
address TEXT NOT NULL,
postcode TEXT NOT NULL,
telephone TEXT NOT NULL,
urgent_telephone TEXT NOT NULL,
urgent_hours TEXT NOT NULL,
email TEXT NOT NULL,
hours TEXT NOT NULL,
takes_by TEXT NOT NULL,
has_secure_mail INTEGER,
takes_locked_files INTEGER,
takes_file_types TEXT NOT NULL,
largest_file_mb INTEGER,
box_opened TEXT NOT NULL,
web_form TEXT NOT NULL,
self_referral TEXT NOT NULL,
is_on_posters INTEGER NOT NULL,
remarks TEXT NOT NULL,
checked_on TEXT,
started_on TEXT,
ended_on TEXT,
successor_id TEXT,
merged_into_id TEXT,
CONSTRAINT pk_service_versions PRIMARY KEY (row_key),
CONSTRAINT uq_service_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_service_versions_version CHECK (version >= 1),
CONSTRAINT fk_service_versions_id FOREIGN KEY(id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_service_versions_successor_id FOREIGN KEY(successor_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_service_versions_merged_into_id FOREIGN KEY(merged_into_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_service_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("team", char(0)) = 0 AND instr("address", char(0)) = 0 AND instr("postcode", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("urgent_telephone", char(0)) = 0 AND instr("urgent_hours", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("hours", char(0)) = 0 AND instr("takes_by", char(0)) = 0 AND instr("takes_file_types", char(0)) = 0 AND instr("box_opened", char(0)) = 0 AND instr("web_form", char(0)) = 0 AND instr("self_referral", char(0)) = 0 AND instr("remarks", char(0)) = 0 AND instr("successor_id", char(0)) = 0 AND instr("merged_into_id", char(0)) = 0),
CONSTRAINT ck_service_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_service_versions_flags CHECK ("is_removed" IN (0, 1) AND "has_secure_mail" IN (0, 1) AND "takes_locked_files" IN (0, 1) AND "is_on_posters" IN (0, 1)),
CONSTRAINT ck_service_versions_choices CHECK ("kind" IN ('single-point-of-access', 'camhs-team', 'mhst', 'crisis-team', 'eating-disorders', 'autism-adhd', 'gp-practice', 'school-nurse', 'early-help', 'social-care', 'substance-use', 'sexual-harm', 'youth-justice', 'voluntary', 'crisis-line', 'other')),
CONSTRAINT ck_service_versions_lists CHECK (json_valid("address") AND json_valid("takes_by") AND json_valid("takes_file_types")),
CONSTRAINT ck_service_versions_days CHECK ("checked_on" IS date("checked_on") AND "started_on" IS date("started_on") AND "ended_on" IS date("ended_on"))
)
STRICT

CREATE UNIQUE INDEX ix_service_versions_current ON service_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_service_versions_merged_into_id_id ON service_versions (merged_into_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_service_versions_successor_id_id ON service_versions (successor_id, id) WHERE superseded_at IS NULL

CREATE TABLE court_order_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
kind TEXT NOT NULL,
says TEXT NOT NULL,
contact_id TEXT,
made_on TEXT,
ends_on TEXT,
seen_on TEXT,
CONSTRAINT pk_court_order_versions PRIMARY KEY (row_key),
CONSTRAINT uq_court_order_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_court_order_versions_version CHECK (version >= 1),
CONSTRAINT fk_court_order_versions_id FOREIGN KEY(id) REFERENCES court_orders (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_court_order_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_court_order_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_court_order_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("says", char(0)) = 0 AND instr("contact_id", char(0)) = 0),
CONSTRAINT ck_court_order_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_court_order_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_court_order_versions_choices CHECK ("kind" IN ('child-arrangements', 'care', 'interim-care', 'voluntary-accommodation', 'special-guardianship', 'prohibited-steps', 'specific-issue', 'non-molestation', 'no-contact', 'confidential-address', 'other')),
CONSTRAINT ck_court_order_versions_days CHECK ("made_on" IS date("made_on") AND "ends_on" IS date("ends_on") AND "seen_on" IS date("seen_on"))
)
STRICT

CREATE INDEX ix_court_order_versions_contact_id_id ON court_order_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_court_order_versions_current ON court_order_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_court_order_versions_pupil_id_id ON court_order_versions (pupil_id, id) WHERE superseded_at IS NULL

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
CONSTRAINT ck_referrals_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("reference", char(0)) = 0 AND instr("referrer_id", char(0)) = 0 AND instr("deadline_what", char(0)) = 0 AND instr("asks", char(0)) = 0 AND instr("meanwhile", char(0)) = 0 AND instr("holiday_cover", char(0)) = 0 AND instr("enclosures", char(0)) = 0 AND instr("copies", char(0)) = 0 AND instr("earlier_id", char(0)) = 0 AND instr("plan_id", char(0)) = 0 AND instr("follow_up", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_referrals_choices CHECK ("state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'agreed-at-meeting', 'opt-in-asked', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'joint-assessment', 'waiting-for-treatment', 'interim-group', 'paused', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services', 'advice-given', 'pupil-died') AND "urgency" IN ('routine', 'urgent', 'very-urgent') AND "sent_how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home') AND "kind" IN ('referral', 'consultation')),
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

CREATE TABLE referral_events (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
referral_id TEXT NOT NULL,
happened_on TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
from_state TEXT,
to_state TEXT NOT NULL,
reason_code TEXT NOT NULL,
words TEXT NOT NULL,
CONSTRAINT pk_referral_events PRIMARY KEY (row_key),
CONSTRAINT uq_referral_events_id UNIQUE (id),
CONSTRAINT fk_referral_events_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_referral_events_no_nul CHECK (instr("id", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("reason_code", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_referral_events_days CHECK ("happened_on" IS date("happened_on")),
CONSTRAINT ck_referral_events_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_referral_events_choices CHECK ("from_state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'agreed-at-meeting', 'opt-in-asked', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'joint-assessment', 'waiting-for-treatment', 'interim-group', 'paused', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services', 'advice-given', 'pupil-died') AND "to_state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'agreed-at-meeting', 'opt-in-asked', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'joint-assessment', 'waiting-for-treatment', 'interim-group', 'paused', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services', 'advice-given', 'pupil-died'))
)
STRICT

CREATE INDEX ix_referral_events_referral_id_id ON referral_events (referral_id, id)
