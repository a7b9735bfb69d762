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
CONSTRAINT ck_cases_choices CHECK ("closing" IN ('settled', 'helped-elsewhere', 'left-school', 'adult-services', 'pupil-died', 'opened-in-error')),
CONSTRAINT ck_cases_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_cases_id ON cases (id, id)

CREATE INDEX ix_cases_is_open_id ON cases (is_open, id)

CREATE INDEX ix_cases_next_step_id_id ON cases (next_step_id, id)

CREATE UNIQUE INDEX ix_cases_one_open ON cases (pupil_id) WHERE is_open = 1

CREATE INDEX ix_cases_owner_id_id ON cases (owner_id, id)

CREATE INDEX ix_cases_pupil_id_id ON cases (pupil_id, id)

CREATE TABLE next_steps (
id TEXT NOT NULL,
case_id TEXT NOT NULL,
kind TEXT NOT NULL,
what TEXT NOT NULL,
due_on TEXT NOT NULL,
holder_id TEXT NOT NULL,
is_open INTEGER NOT NULL,
set_on TEXT,
done_on TEXT,
outcome TEXT NOT NULL,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_next_steps PRIMARY KEY (id),
CONSTRAINT uq_next_steps_id_case_id_is_open UNIQUE (id, case_id, is_open),
CONSTRAINT fk_next_steps_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_next_steps_holder_id FOREIGN KEY(holder_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_next_steps_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("holder_id", char(0)) = 0 AND instr("outcome", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_next_steps_choices CHECK ("kind" IN ('see-pupil', 'ring-family', 'chase-service', 'review', 'decide', 'write', 'other')),
CONSTRAINT ck_next_steps_days CHECK ("due_on" IS date("due_on") AND "set_on" IS date("set_on") AND "done_on" IS date("done_on")),
CONSTRAINT ck_next_steps_flags CHECK ("is_open" IN (0, 1)),
CONSTRAINT ck_next_steps_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_next_steps_case_id_id ON next_steps (case_id, id)

CREATE INDEX ix_next_steps_holder_id_id ON next_steps (holder_id, id)

CREATE TABLE case_events (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
case_id TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
what TEXT NOT NULL,
words TEXT NOT NULL,
CONSTRAINT pk_case_events PRIMARY KEY (row_key),
CONSTRAINT uq_case_events_id UNIQUE (id),
CONSTRAINT fk_case_events_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_case_events_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_case_events_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_case_events_case_id_id ON case_events (case_id, id)

CREATE TABLE concerns (
id TEXT NOT NULL,
CONSTRAINT pk_concerns PRIMARY KEY (id)
)
STRICT

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
CONSTRAINT pk_concern_versions PRIMARY KEY (row_key),
CONSTRAINT uq_concern_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_concern_versions_version CHECK (version >= 1),
CONSTRAINT fk_concern_versions_id FOREIGN KEY(id) REFERENCES concerns (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_concern_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_concern_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("raised_by", char(0)) = 0 AND instr("primary_need", char(0)) = 0 AND instr("seen", char(0)) = 0 AND instr("other_needs", char(0)) = 0 AND instr("opinion", char(0)) = 0 AND instr("pupil_words", char(0)) = 0 AND instr("since", char(0)) = 0 AND instr("how_often", char(0)) = 0 AND instr("where", char(0)) = 0 AND instr("why_now", char(0)) = 0 AND instr("effect_on_lessons", char(0)) = 0 AND instr("effect_on_attendance", char(0)) = 0 AND instr("effect_on_friends", char(0)) = 0 AND instr("effect_on_home", char(0)) = 0 AND instr("effect_on_sleep", char(0)) = 0 AND instr("effect_on_eating", char(0)) = 0 AND instr("strengths", char(0)) = 0 AND instr("pupil_hopes", char(0)) = 0 AND instr("family_hopes", char(0)) = 0),
CONSTRAINT ck_concern_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_concern_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_concern_versions_days CHECK ("noticed_on" IS date("noticed_on")),
CONSTRAINT ck_concern_versions_lists CHECK (json_valid("other_needs"))
)
STRICT

CREATE INDEX ix_concern_versions_case_id_id ON concern_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_concern_versions_current ON concern_versions (id) WHERE superseded_at IS NULL

CREATE TABLE notes (
id TEXT NOT NULL,
CONSTRAINT pk_notes PRIMARY KEY (id)
)
STRICT

CREATE TABLE note_versions (
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
kind TEXT NOT NULL,
text TEXT NOT NULL,
title TEXT NOT NULL,
said_by TEXT NOT NULL,
is_safeguarding INTEGER NOT NULL,
CONSTRAINT pk_note_versions PRIMARY KEY (row_key),
CONSTRAINT uq_note_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_note_versions_version CHECK (version >= 1),
CONSTRAINT fk_note_versions_id FOREIGN KEY(id) REFERENCES notes (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_note_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_note_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("text", char(0)) = 0 AND instr("title", char(0)) = 0 AND instr("said_by", char(0)) = 0),
CONSTRAINT ck_note_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_note_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_safeguarding" IN (0, 1)),
CONSTRAINT ck_note_versions_days CHECK ("happened_on" IS date("happened_on")),
CONSTRAINT ck_note_versions_choices CHECK ("kind" IN ('fact', 'opinion', 'pupil-words', 'family-words'))
)
STRICT

CREATE INDEX ix_note_versions_case_id_id ON note_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_note_versions_current ON note_versions (id) WHERE superseded_at IS NULL

CREATE TABLE risk_entries (
id TEXT NOT NULL,
CONSTRAINT pk_risk_entries PRIMARY KEY (id)
)
STRICT

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
CONSTRAINT pk_risk_entry_versions PRIMARY KEY (row_key),
CONSTRAINT uq_risk_entry_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_risk_entry_versions_version CHECK (version >= 1),
CONSTRAINT fk_risk_entry_versions_id FOREIGN KEY(id) REFERENCES risk_entries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_risk_entry_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_risk_entry_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("said_or_seen", char(0)) = 0 AND instr("whose_words", char(0)) = 0 AND instr("asked_by", char(0)) = 0 AND instr("not_asked", char(0)) = 0 AND instr("keeps_safe", char(0)) = 0 AND instr("who_knows", char(0)) = 0 AND instr("plan", char(0)) = 0 AND instr("spoke_to", char(0)) = 0 AND instr("advice", char(0)) = 0),
CONSTRAINT ck_risk_entry_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_risk_entry_versions_flags CHECK ("is_removed" IN (0, 1) AND "spoke_to_service" IN (0, 1)),
CONSTRAINT ck_risk_entry_versions_days CHECK ("happened_on" IS date("happened_on") AND "asked_on" IS date("asked_on") AND "plan_on" IS date("plan_on") AND "spoke_on" IS date("spoke_on"))
)
STRICT

CREATE INDEX ix_risk_entry_versions_case_id_id ON risk_entry_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_risk_entry_versions_current ON risk_entry_versions (id) WHERE superseded_at IS NULL

CREATE TABLE support_actions (
id TEXT NOT NULL,
CONSTRAINT pk_support_actions PRIMARY KEY (id)
)
STRICT

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
CONSTRAINT pk_support_action_versions PRIMARY KEY (row_key),
CONSTRAINT uq_support_action_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_support_action_versions_version CHECK (version >= 1),
CONSTRAINT fk_support_action_versions_id FOREIGN KEY(id) REFERENCES support_actions (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_support_action_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_support_action_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("by_whom", char(0)) = 0 AND instr("result", char(0)) = 0),
CONSTRAINT ck_support_action_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_support_action_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_support_action_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on"))
)
STRICT

CREATE INDEX ix_support_action_versions_case_id_id ON support_action_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_support_action_versions_current ON support_action_versions (id) WHERE superseded_at IS NULL

CREATE TABLE backgrounds (
id TEXT NOT NULL,
CONSTRAINT pk_backgrounds PRIMARY KEY (id)
)
STRICT

CREATE TABLE background_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
medical TEXT NOT NULL,
medication TEXT NOT NULL,
development TEXT NOT NULL,
family_health TEXT NOT NULL,
life_events TEXT NOT NULL,
bullying TEXT NOT NULL,
substances TEXT NOT NULL,
seen_by_camhs_before TEXT NOT NULL,
CONSTRAINT pk_background_versions PRIMARY KEY (row_key),
CONSTRAINT uq_background_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_background_versions_version CHECK (version >= 1),
CONSTRAINT fk_background_versions_id FOREIGN KEY(id) REFERENCES backgrounds (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_background_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_background_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("medical", char(0)) = 0 AND instr("medication", char(0)) = 0 AND instr("development", char(0)) = 0 AND instr("family_health", char(0)) = 0 AND instr("life_events", char(0)) = 0 AND instr("bullying", char(0)) = 0 AND instr("substances", char(0)) = 0 AND instr("seen_by_camhs_before", char(0)) = 0),
CONSTRAINT ck_background_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_background_versions_flags CHECK ("is_removed" IN (0, 1))
)
STRICT

CREATE INDEX ix_background_versions_case_id_id ON background_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_background_versions_current ON background_versions (id) WHERE superseded_at IS NULL

CREATE TABLE school_pictures (
id TEXT NOT NULL,
CONSTRAINT pk_school_pictures PRIMARY KEY (id)
)
STRICT

CREATE TABLE school_picture_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
as_of_on TEXT NOT NULL,
attendance_percent INTEGER,
attendance_period TEXT NOT NULL,
attainment TEXT NOT NULL,
changes TEXT NOT NULL,
CONSTRAINT pk_school_picture_versions PRIMARY KEY (row_key),
CONSTRAINT uq_school_picture_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_school_picture_versions_version CHECK (version >= 1),
CONSTRAINT fk_school_picture_versions_id FOREIGN KEY(id) REFERENCES school_pictures (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_school_picture_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_school_picture_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("attendance_period", char(0)) = 0 AND instr("attainment", char(0)) = 0 AND instr("changes", char(0)) = 0),
CONSTRAINT ck_school_picture_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_school_picture_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_school_picture_versions_days CHECK ("as_of_on" IS date("as_of_on"))
)
STRICT

CREATE INDEX ix_school_picture_versions_case_id_id ON school_picture_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_school_picture_versions_current ON school_picture_versions (id) WHERE superseded_at IS NULL

CREATE TABLE consents (
id TEXT NOT NULL,
CONSTRAINT pk_consents PRIMARY KEY (id)
)
STRICT

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
expires_on TEXT,
withdrawn_on TEXT,
competence_judged_by TEXT NOT NULL,
competence_reason TEXT NOT NULL,
ground TEXT NOT NULL,
CONSTRAINT pk_consent_versions PRIMARY KEY (row_key),
CONSTRAINT uq_consent_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_consent_versions_version CHECK (version >= 1),
CONSTRAINT fk_consent_versions_id FOREIGN KEY(id) REFERENCES consents (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_consent_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_consent_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("taken_by", char(0)) = 0 AND instr("scope", char(0)) = 0 AND instr("competence_judged_by", char(0)) = 0 AND instr("competence_reason", char(0)) = 0 AND instr("ground", char(0)) = 0),
CONSTRAINT ck_consent_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_consent_versions_flags CHECK ("is_removed" IN (0, 1) AND "by_pupil" IN (0, 1)),
CONSTRAINT ck_consent_versions_choices CHECK ("topic" IN ('help', 'refer', 'share', 'outcome') AND "answer" IN ('agreed', 'refused', 'not-yet-asked', 'went-ahead-without') AND "standing" IN ('parental-responsibility', 'own-16-plus', 'competent-under-16', 'local-authority', 'view-only') AND "how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home')),
CONSTRAINT ck_consent_versions_days CHECK ("given_on" IS date("given_on") AND "expires_on" IS date("expires_on") AND "withdrawn_on" IS date("withdrawn_on"))
)
STRICT

CREATE INDEX ix_consent_versions_case_id_id ON consent_versions (case_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_consent_versions_contact_id_id ON consent_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_consent_versions_current ON consent_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_consent_versions_service_id_id ON consent_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE audits (
seq INTEGER NOT NULL,
at TEXT NOT NULL,
actor TEXT NOT NULL,
action TEXT NOT NULL,
subject_ref TEXT NOT NULL,
detail_commit TEXT NOT NULL,
prev TEXT NOT NULL,
hash TEXT NOT NULL,
mac TEXT NOT NULL,
CONSTRAINT pk_audits PRIMARY KEY (seq),
CONSTRAINT ck_audits_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_audits_no_nul CHECK (instr("actor", char(0)) = 0 AND instr("action", char(0)) = 0 AND instr("subject_ref", char(0)) = 0 AND instr("detail_commit", char(0)) = 0 AND instr("prev", char(0)) = 0 AND instr("hash", char(0)) = 0 AND instr("mac", char(0)) = 0)
)
STRICT

CREATE INDEX ix_audits_subject_ref ON audits (subject_ref)

CREATE TABLE audit_details (
seq INTEGER NOT NULL,
subject_ref TEXT NOT NULL,
detail TEXT NOT NULL,
CONSTRAINT pk_audit_details PRIMARY KEY (seq),
CONSTRAINT fk_audit_details_seq FOREIGN KEY(seq) REFERENCES audits (seq),
CONSTRAINT ck_audit_details_no_nul CHECK (instr("subject_ref", char(0)) = 0 AND instr("detail", char(0)) = 0)
)
STRICT

CREATE INDEX ix_audit_details_subject_ref ON audit_details (subject_ref)

CREATE TABLE subject_keys (
pupil_id TEXT NOT NULL,
"key" BLOB NOT NULL,
subject_ref TEXT NOT NULL,
CONSTRAINT ck_subject_keys_key CHECK (length(key) = 32),
CONSTRAINT fk_subject_keys_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT uq_subject_keys_subject_ref UNIQUE (subject_ref),
CONSTRAINT ck_subject_keys_no_nul CHECK (instr("pupil_id", char(0)) = 0 AND instr("subject_ref", char(0)) = 0)
)
STRICT

CREATE UNIQUE INDEX ix_subject_keys_pupil_id ON subject_keys (pupil_id)

CREATE TABLE store_headers (
id INTEGER NOT NULL,
generation INTEGER NOT NULL,
header BLOB NOT NULL,
CONSTRAINT pk_store_headers PRIMARY KEY (id),
CONSTRAINT ck_store_headers_one CHECK (id = 1)
)
STRICT

CREATE TABLE pupil_names (
row_key INTEGER NOT NULL,
pupil_id TEXT NOT NULL,
folded TEXT NOT NULL,
CONSTRAINT pk_pupil_names PRIMARY KEY (row_key),
CONSTRAINT fk_pupil_names_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_pupil_names_no_nul CHECK (instr("pupil_id", char(0)) = 0 AND instr("folded", char(0)) = 0)
)
STRICT

CREATE UNIQUE INDEX ix_pupil_names_pupil_id ON pupil_names (pupil_id)

CREATE TABLE pupils (
id TEXT NOT NULL,
CONSTRAINT pk_pupils PRIMARY KEY (id)
)
STRICT

CREATE TABLE pupil_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
surname TEXT NOT NULL,
forename TEXT NOT NULL,
born_on TEXT,
middle_names TEXT NOT NULL,
preferred_surname TEXT NOT NULL,
preferred_forename TEXT NOT NULL,
former_surname TEXT NOT NULL,
pronouns TEXT NOT NULL,
sex TEXT NOT NULL,
gender TEXT NOT NULL,
upn TEXT NOT NULL,
nhs_number TEXT NOT NULL,
year_group TEXT NOT NULL,
form TEXT NOT NULL,
ethnicity TEXT NOT NULL,
first_language TEXT NOT NULL,
home_language TEXT NOT NULL,
needs_interpreter INTEGER,
communication_needs TEXT NOT NULL,
access_needs TEXT NOT NULL,
religion TEXT NOT NULL,
nationality TEXT NOT NULL,
sen_provision TEXT NOT NULL,
sen_needs TEXT NOT NULL,
is_in_care INTEGER,
care_authority TEXT NOT NULL,
legal_status TEXT NOT NULL,
social_care_plan TEXT,
young_carer TEXT NOT NULL,
is_service_child INTEGER,
has_free_school_meals INTEGER,
address TEXT NOT NULL,
postcode TEXT NOT NULL,
telephone TEXT NOT NULL,
mobile TEXT NOT NULL,
email TEXT NOT NULL,
may_be_emailed INTEGER,
left_on TEXT,
CONSTRAINT pk_pupil_versions PRIMARY KEY (row_key),
CONSTRAINT uq_pupil_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_pupil_versions_version CHECK (version >= 1),
CONSTRAINT fk_pupil_versions_id FOREIGN KEY(id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_pupil_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("surname", char(0)) = 0 AND instr("forename", char(0)) = 0 AND instr("middle_names", char(0)) = 0 AND instr("preferred_surname", char(0)) = 0 AND instr("preferred_forename", char(0)) = 0 AND instr("former_surname", char(0)) = 0 AND instr("pronouns", char(0)) = 0 AND instr("sex", char(0)) = 0 AND instr("gender", char(0)) = 0 AND instr("upn", char(0)) = 0 AND instr("nhs_number", char(0)) = 0 AND instr("year_group", char(0)) = 0 AND instr("form", char(0)) = 0 AND instr("ethnicity", char(0)) = 0 AND instr("first_language", char(0)) = 0 AND instr("home_language", char(0)) = 0 AND instr("communication_needs", char(0)) = 0 AND instr("access_needs", char(0)) = 0 AND instr("religion", char(0)) = 0 AND instr("nationality", char(0)) = 0 AND instr("sen_provision", char(0)) = 0 AND instr("sen_needs", char(0)) = 0 AND instr("care_authority", char(0)) = 0 AND instr("legal_status", char(0)) = 0 AND instr("young_carer", char(0)) = 0 AND instr("address", char(0)) = 0 AND instr("postcode", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("mobile", char(0)) = 0 AND instr("email", char(0)) = 0),
CONSTRAINT ck_pupil_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_pupil_versions_flags CHECK ("is_removed" IN (0, 1) AND "needs_interpreter" IN (0, 1) AND "is_in_care" IN (0, 1) AND "is_service_child" IN (0, 1) AND "has_free_school_meals" IN (0, 1) AND "may_be_emailed" IN (0, 1)),
CONSTRAINT ck_pupil_versions_days CHECK ("born_on" IS date("born_on") AND "left_on" IS date("left_on")),
CONSTRAINT ck_pupil_versions_lists CHECK (json_valid("sen_needs") AND json_valid("address")),
CONSTRAINT ck_pupil_versions_choices CHECK ("social_care_plan" IN ('none', 'early-help', 'child-in-need', 'child-protection', 'care'))
)
STRICT

CREATE UNIQUE INDEX ix_pupil_versions_current ON pupil_versions (id) WHERE superseded_at IS NULL

CREATE TABLE contacts (
id TEXT NOT NULL,
CONSTRAINT pk_contacts PRIMARY KEY (id)
)
STRICT

CREATE TABLE contact_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
surname TEXT NOT NULL,
forename TEXT NOT NULL,
title TEXT NOT NULL,
relationship TEXT NOT NULL,
has_parental_responsibility INTEGER,
responsibility_basis TEXT NOT NULL,
lives_with_pupil INTEGER,
born_on TEXT,
priority INTEGER,
address TEXT NOT NULL,
postcode TEXT NOT NULL,
telephone TEXT NOT NULL,
mobile TEXT NOT NULL,
email TEXT NOT NULL,
language TEXT NOT NULL,
needs_interpreter INTEGER,
may_be_contacted INTEGER,
contact_rule TEXT NOT NULL,
CONSTRAINT pk_contact_versions PRIMARY KEY (row_key),
CONSTRAINT uq_contact_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_contact_versions_version CHECK (version >= 1),
CONSTRAINT fk_contact_versions_id FOREIGN KEY(id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_contact_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_contact_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("surname", char(0)) = 0 AND instr("forename", char(0)) = 0 AND instr("title", char(0)) = 0 AND instr("relationship", char(0)) = 0 AND instr("responsibility_basis", char(0)) = 0 AND instr("address", char(0)) = 0 AND instr("postcode", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("mobile", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("language", char(0)) = 0 AND instr("contact_rule", char(0)) = 0),
CONSTRAINT ck_contact_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_contact_versions_flags CHECK ("is_removed" IN (0, 1) AND "has_parental_responsibility" IN (0, 1) AND "lives_with_pupil" IN (0, 1) AND "needs_interpreter" IN (0, 1) AND "may_be_contacted" IN (0, 1)),
CONSTRAINT ck_contact_versions_days CHECK ("born_on" IS date("born_on")),
CONSTRAINT ck_contact_versions_lists CHECK (json_valid("address"))
)
STRICT

CREATE UNIQUE INDEX ix_contact_versions_current ON contact_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_contact_versions_pupil_id_id ON contact_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE name_uses (
id TEXT NOT NULL,
CONSTRAINT pk_name_uses PRIMARY KEY (id)
)
STRICT

CREATE TABLE name_use_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
audience TEXT NOT NULL,
forename TEXT NOT NULL,
surname TEXT NOT NULL,
pronouns TEXT NOT NULL,
contact_id TEXT,
CONSTRAINT pk_name_use_versions PRIMARY KEY (row_key),
CONSTRAINT uq_name_use_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_name_use_versions_version CHECK (version >= 1),
CONSTRAINT fk_name_use_versions_id FOREIGN KEY(id) REFERENCES name_uses (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_name_use_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_name_use_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_name_use_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("forename", char(0)) = 0 AND instr("surname", char(0)) = 0 AND instr("pronouns", char(0)) = 0 AND instr("contact_id", char(0)) = 0),
CONSTRAINT ck_name_use_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_name_use_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_name_use_versions_choices CHECK ("audience" IN ('everyone', 'family', 'services', 'one-contact'))
)
STRICT

CREATE INDEX ix_name_use_versions_contact_id_id ON name_use_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_name_use_versions_current ON name_use_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_name_use_versions_pupil_id_id ON name_use_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE withholdings (
id TEXT NOT NULL,
CONSTRAINT pk_withholdings PRIMARY KEY (id)
)
STRICT

CREATE TABLE withholding_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
about_kind TEXT NOT NULL,
about_id TEXT NOT NULL,
field TEXT NOT NULL,
contact_id TEXT,
service_id TEXT,
from_whom TEXT NOT NULL,
reason TEXT NOT NULL,
asked_on TEXT,
CONSTRAINT pk_withholding_versions PRIMARY KEY (row_key),
CONSTRAINT uq_withholding_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_withholding_versions_version CHECK (version >= 1),
CONSTRAINT fk_withholding_versions_id FOREIGN KEY(id) REFERENCES withholdings (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_withholding_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_withholding_versions_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_withholding_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_withholding_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("about_kind", char(0)) = 0 AND instr("about_id", char(0)) = 0 AND instr("field", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("from_whom", char(0)) = 0 AND instr("reason", char(0)) = 0),
CONSTRAINT ck_withholding_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_withholding_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_withholding_versions_days CHECK ("asked_on" IS date("asked_on"))
)
STRICT

CREATE INDEX ix_withholding_versions_contact_id_id ON withholding_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_withholding_versions_current ON withholding_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_withholding_versions_pupil_id_id ON withholding_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_withholding_versions_service_id_id ON withholding_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE safe_contacts (
id TEXT NOT NULL,
CONSTRAINT pk_safe_contacts PRIMARY KEY (id)
)
STRICT

CREATE TABLE safe_contact_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
who TEXT NOT NULL,
channel TEXT,
value TEXT NOT NULL,
safe_times TEXT NOT NULL,
may_leave_voicemail INTEGER,
may_post INTEGER,
name_to_show TEXT NOT NULL,
remarks TEXT NOT NULL,
CONSTRAINT pk_safe_contact_versions PRIMARY KEY (row_key),
CONSTRAINT uq_safe_contact_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_safe_contact_versions_version CHECK (version >= 1),
CONSTRAINT fk_safe_contact_versions_id FOREIGN KEY(id) REFERENCES safe_contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_safe_contact_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_safe_contact_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("who", char(0)) = 0 AND instr("value", char(0)) = 0 AND instr("safe_times", char(0)) = 0 AND instr("name_to_show", char(0)) = 0 AND instr("remarks", char(0)) = 0),
CONSTRAINT ck_safe_contact_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_safe_contact_versions_flags CHECK ("is_removed" IN (0, 1) AND "may_leave_voicemail" IN (0, 1) AND "may_post" IN (0, 1)),
CONSTRAINT ck_safe_contact_versions_choices CHECK ("channel" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home'))
)
STRICT

CREATE UNIQUE INDEX ix_safe_contact_versions_current ON safe_contact_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_safe_contact_versions_pupil_id_id ON safe_contact_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE court_orders (
id TEXT NOT NULL,
CONSTRAINT pk_court_orders PRIMARY KEY (id)
)
STRICT

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
CONSTRAINT ck_court_order_versions_choices CHECK ("kind" IN ('child-arrangements', 'care', 'interim-care', 'special-guardianship', 'prohibited-steps', 'specific-issue', 'non-molestation', 'no-contact', 'confidential-address', 'other')),
CONSTRAINT ck_court_order_versions_days CHECK ("made_on" IS date("made_on") AND "ends_on" IS date("ends_on") AND "seen_on" IS date("seen_on"))
)
STRICT

CREATE INDEX ix_court_order_versions_contact_id_id ON court_order_versions (contact_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_court_order_versions_current ON court_order_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_court_order_versions_pupil_id_id ON court_order_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE professionals (
id TEXT NOT NULL,
CONSTRAINT pk_professionals PRIMARY KEY (id)
)
STRICT

CREATE TABLE professional_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
role TEXT NOT NULL,
name TEXT NOT NULL,
organisation TEXT NOT NULL,
service_id TEXT,
is_gp INTEGER NOT NULL,
telephone TEXT NOT NULL,
email TEXT NOT NULL,
from_on TEXT,
to_on TEXT,
CONSTRAINT pk_professional_versions PRIMARY KEY (row_key),
CONSTRAINT uq_professional_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_professional_versions_version CHECK (version >= 1),
CONSTRAINT fk_professional_versions_id FOREIGN KEY(id) REFERENCES professionals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_professional_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_professional_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_professional_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("role", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("organisation", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("email", char(0)) = 0),
CONSTRAINT ck_professional_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_professional_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_gp" IN (0, 1)),
CONSTRAINT ck_professional_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on"))
)
STRICT

CREATE UNIQUE INDEX ix_professional_versions_current ON professional_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_professional_versions_pupil_id_id ON professional_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_professional_versions_service_id_id ON professional_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE roll_entries (
id TEXT NOT NULL,
surname TEXT NOT NULL,
forename TEXT NOT NULL,
born_on TEXT,
upn TEXT NOT NULL,
form TEXT NOT NULL,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_roll_entries PRIMARY KEY (id),
CONSTRAINT ck_roll_entries_no_nul CHECK (instr("id", char(0)) = 0 AND instr("surname", char(0)) = 0 AND instr("forename", char(0)) = 0 AND instr("upn", char(0)) = 0 AND instr("form", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_roll_entries_days CHECK ("born_on" IS date("born_on")),
CONSTRAINT ck_roll_entries_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

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
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
open_case_id TEXT GENERATED ALWAYS AS (CASE WHEN is_open = 1 THEN case_id END) VIRTUAL,
CONSTRAINT pk_referrals PRIMARY KEY (id),
CONSTRAINT ck_referrals_deadline CHECK (is_open = 0 OR (deadline_on IS NOT NULL AND deadline_what <> '')),
CONSTRAINT fk_referrals_open_case FOREIGN KEY(open_case_id, is_open) REFERENCES cases (id, is_open) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_referrer_id FOREIGN KEY(referrer_id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_referrals_earlier_id FOREIGN KEY(earlier_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_referrals_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("reference", char(0)) = 0 AND instr("referrer_id", char(0)) = 0 AND instr("deadline_what", char(0)) = 0 AND instr("asks", char(0)) = 0 AND instr("meanwhile", char(0)) = 0 AND instr("holiday_cover", char(0)) = 0 AND instr("enclosures", char(0)) = 0 AND instr("copies", char(0)) = 0 AND instr("earlier_id", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_referrals_choices CHECK ("state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'waiting-for-treatment', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services') AND "urgency" IN ('routine', 'urgent', 'very-urgent') AND "sent_how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home')),
CONSTRAINT ck_referrals_days CHECK ("created_on" IS date("created_on") AND "deadline_on" IS date("deadline_on") AND "decided_on" IS date("decided_on") AND "sent_on" IS date("sent_on") AND "last_seen_on" IS date("last_seen_on")),
CONSTRAINT ck_referrals_flags CHECK ("is_open" IN (0, 1)),
CONSTRAINT ck_referrals_lists CHECK (json_valid("enclosures") AND json_valid("copies")),
CONSTRAINT ck_referrals_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE INDEX ix_referrals_case_id_id ON referrals (case_id, id)

CREATE INDEX ix_referrals_earlier_id_id ON referrals (earlier_id, id)

CREATE INDEX ix_referrals_is_open_id ON referrals (is_open, id)

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
CONSTRAINT ck_referral_events_choices CHECK ("from_state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'waiting-for-treatment', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services') AND "to_state" IN ('draft', 'waiting-for-consent', 'sent', 'acknowledged', 'returned-for-information', 'waiting-for-assessment', 'appointment-offered', 'was-not-brought', 'waiting-for-treatment', 'in-treatment', 'not-accepted', 'signposted', 'referred-on', 'discharged', 'closed-before-seen', 'withdrawn', 'transferred', 'adult-services'))
)
STRICT

CREATE INDEX ix_referral_events_referral_id_id ON referral_events (referral_id, id)

CREATE TABLE letters (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
case_id TEXT NOT NULL,
kind TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
template_version TEXT NOT NULL,
facts TEXT NOT NULL,
sha256 TEXT NOT NULL,
pages INTEGER NOT NULL,
pdf BLOB NOT NULL,
referral_id TEXT,
service_id TEXT,
is_large_print INTEGER NOT NULL,
CONSTRAINT pk_letters PRIMARY KEY (row_key),
CONSTRAINT uq_letters_id UNIQUE (id),
CONSTRAINT fk_letters_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_letters_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("template_version", char(0)) = 0 AND instr("facts", char(0)) = 0 AND instr("sha256", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("service_id", char(0)) = 0),
CONSTRAINT ck_letters_choices CHECK ("kind" IN ('referral')),
CONSTRAINT ck_letters_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_letters_flags CHECK ("is_large_print" IN (0, 1))
)
STRICT

CREATE INDEX ix_letters_case_id_id ON letters (case_id, id)

CREATE INDEX ix_letters_referral_id_id ON letters (referral_id, id)

CREATE INDEX ix_letters_service_id_id ON letters (service_id, id)

CREATE TABLE sendings (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
letter_id TEXT NOT NULL,
sent_on TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
how TEXT NOT NULL,
to_whom TEXT NOT NULL,
CONSTRAINT pk_sendings PRIMARY KEY (row_key),
CONSTRAINT uq_sendings_id UNIQUE (id),
CONSTRAINT fk_sendings_letter_id FOREIGN KEY(letter_id) REFERENCES letters (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_sendings_no_nul CHECK (instr("id", char(0)) = 0 AND instr("letter_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("to_whom", char(0)) = 0),
CONSTRAINT ck_sendings_days CHECK ("sent_on" IS date("sent_on")),
CONSTRAINT ck_sendings_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_sendings_choices CHECK ("how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home'))
)
STRICT

CREATE INDEX ix_sendings_letter_id_id ON sendings (letter_id, id)

CREATE TABLE schools (
id TEXT NOT NULL,
CONSTRAINT pk_schools PRIMARY KEY (id)
)
STRICT

CREATE TABLE school_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
name TEXT NOT NULL,
address TEXT NOT NULL,
postcode TEXT NOT NULL,
telephone TEXT NOT NULL,
email TEXT NOT NULL,
urn TEXT NOT NULL,
laestab TEXT NOT NULL,
phase TEXT,
establishment TEXT,
mhst TEXT,
mhst_on TEXT,
pupils_on_roll INTEGER,
commissioner TEXT NOT NULL,
reference_prefix TEXT NOT NULL,
logo BLOB,
keeps_roll_index INTEGER NOT NULL,
second_holder_by TEXT,
CONSTRAINT pk_school_versions PRIMARY KEY (row_key),
CONSTRAINT uq_school_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_school_versions_version CHECK (version >= 1),
CONSTRAINT fk_school_versions_id FOREIGN KEY(id) REFERENCES schools (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_school_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("address", char(0)) = 0 AND instr("postcode", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("urn", char(0)) = 0 AND instr("laestab", char(0)) = 0 AND instr("commissioner", char(0)) = 0 AND instr("reference_prefix", char(0)) = 0),
CONSTRAINT ck_school_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_school_versions_flags CHECK ("is_removed" IN (0, 1) AND "keeps_roll_index" IN (0, 1)),
CONSTRAINT ck_school_versions_lists CHECK (json_valid("address")),
CONSTRAINT ck_school_versions_choices CHECK ("phase" IN ('nursery', 'primary', 'middle', 'secondary', 'all-through', 'post-16', 'special', 'alternative') AND "establishment" IN ('community', 'voluntary-aided', 'voluntary-controlled', 'foundation', 'maintained-special', 'pupil-referral-unit', 'academy', 'free-school', 'independent', 'non-maintained-special', 'college') AND "mhst" IN ('since', 'planned', 'none')),
CONSTRAINT ck_school_versions_days CHECK ("mhst_on" IS date("mhst_on") AND "second_holder_by" IS date("second_holder_by"))
)
STRICT

CREATE UNIQUE INDEX ix_school_versions_current ON school_versions (id) WHERE superseded_at IS NULL

CREATE TABLE staff_members (
id TEXT NOT NULL,
CONSTRAINT pk_staff_members PRIMARY KEY (id)
)
STRICT

CREATE TABLE staff_member_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
name TEXT NOT NULL,
job_title TEXT NOT NULL,
roles TEXT NOT NULL,
telephone TEXT NOT NULL,
email TEXT NOT NULL,
best_time TEXT NOT NULL,
is_user INTEGER NOT NULL,
left_on TEXT,
CONSTRAINT pk_staff_member_versions PRIMARY KEY (row_key),
CONSTRAINT uq_staff_member_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_staff_member_versions_version CHECK (version >= 1),
CONSTRAINT fk_staff_member_versions_id FOREIGN KEY(id) REFERENCES staff_members (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_staff_member_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("job_title", char(0)) = 0 AND instr("roles", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("best_time", char(0)) = 0),
CONSTRAINT ck_staff_member_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_staff_member_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_user" IN (0, 1)),
CONSTRAINT ck_staff_member_versions_lists CHECK (json_valid("roles")),
CONSTRAINT ck_staff_member_versions_days CHECK ("left_on" IS date("left_on"))
)
STRICT

CREATE UNIQUE INDEX ix_staff_member_versions_current ON staff_member_versions (id) WHERE superseded_at IS NULL

CREATE TABLE plain_files (
id TEXT NOT NULL,
path TEXT NOT NULL,
imported_on TEXT NOT NULL,
gone_on TEXT,
changed_at TEXT NOT NULL,
changed_by TEXT NOT NULL,
CONSTRAINT pk_plain_files PRIMARY KEY (id),
CONSTRAINT ck_plain_files_no_nul CHECK (instr("id", char(0)) = 0 AND instr("path", char(0)) = 0 AND instr("changed_by", char(0)) = 0),
CONSTRAINT ck_plain_files_days CHECK ("imported_on" IS date("imported_on") AND "gone_on" IS date("gone_on")),
CONSTRAINT ck_plain_files_instants CHECK ("changed_at" LIKE '____-__-__T__:__:__.______Z')
)
STRICT

CREATE TABLE services (
id TEXT NOT NULL,
CONSTRAINT pk_services PRIMARY KEY (id)
)
STRICT

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
email TEXT NOT NULL,
hours TEXT NOT NULL,
takes_by TEXT NOT NULL,
acknowledges_within_days INTEGER,
remarks TEXT NOT NULL,
checked_on TEXT,
ended_on TEXT,
successor_id TEXT,
CONSTRAINT pk_service_versions PRIMARY KEY (row_key),
CONSTRAINT uq_service_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_service_versions_version CHECK (version >= 1),
CONSTRAINT fk_service_versions_id FOREIGN KEY(id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_service_versions_successor_id FOREIGN KEY(successor_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_service_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("team", char(0)) = 0 AND instr("address", char(0)) = 0 AND instr("postcode", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("urgent_telephone", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("hours", char(0)) = 0 AND instr("takes_by", char(0)) = 0 AND instr("remarks", char(0)) = 0 AND instr("successor_id", char(0)) = 0),
CONSTRAINT ck_service_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_service_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_service_versions_choices CHECK ("kind" IN ('single-point-of-access', 'camhs-team', 'mhst', 'crisis-team', 'eating-disorders', 'autism-adhd', 'gp-practice', 'school-nurse', 'early-help', 'social-care', 'substance-use', 'sexual-harm', 'youth-justice', 'voluntary', 'crisis-line', 'other')),
CONSTRAINT ck_service_versions_lists CHECK (json_valid("address") AND json_valid("takes_by")),
CONSTRAINT ck_service_versions_days CHECK ("checked_on" IS date("checked_on") AND "ended_on" IS date("ended_on"))
)
STRICT

CREATE UNIQUE INDEX ix_service_versions_current ON service_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_service_versions_successor_id_id ON service_versions (successor_id, id) WHERE superseded_at IS NULL

CREATE TABLE counterparts (
id TEXT NOT NULL,
CONSTRAINT pk_counterparts PRIMARY KEY (id)
)
STRICT

CREATE TABLE counterpart_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
service_id TEXT NOT NULL,
name TEXT NOT NULL,
job_title TEXT NOT NULL,
telephone TEXT NOT NULL,
email TEXT NOT NULL,
link_days TEXT NOT NULL,
is_deputy INTEGER NOT NULL,
from_on TEXT,
to_on TEXT,
CONSTRAINT pk_counterpart_versions PRIMARY KEY (row_key),
CONSTRAINT uq_counterpart_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_counterpart_versions_version CHECK (version >= 1),
CONSTRAINT fk_counterpart_versions_id FOREIGN KEY(id) REFERENCES counterparts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_counterpart_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_counterpart_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("job_title", char(0)) = 0 AND instr("telephone", char(0)) = 0 AND instr("email", char(0)) = 0 AND instr("link_days", char(0)) = 0),
CONSTRAINT ck_counterpart_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_counterpart_versions_flags CHECK ("is_removed" IN (0, 1) AND "is_deputy" IN (0, 1)),
CONSTRAINT ck_counterpart_versions_days CHECK ("from_on" IS date("from_on") AND "to_on" IS date("to_on"))
)
STRICT

CREATE UNIQUE INDEX ix_counterpart_versions_current ON counterpart_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_counterpart_versions_service_id_id ON counterpart_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE nevers (
id TEXT NOT NULL,
CONSTRAINT pk_nevers PRIMARY KEY (id)
)
STRICT

CREATE TABLE disposals (
id TEXT NOT NULL,
CONSTRAINT pk_disposals PRIMARY KEY (id),
CONSTRAINT fk_disposals_id FOREIGN KEY(id) REFERENCES nevers (id) DEFERRABLE INITIALLY DEFERRED
)
STRICT

CREATE TRIGGER audits_insert
BEFORE INSERT ON audits WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audits) OR NEW.prev <> coalesce((SELECT hash FROM audits ORDER BY seq DESC LIMIT 1), NEW.prev)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER audits_update
BEFORE UPDATE ON audits
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER audits_delete
BEFORE DELETE ON audits
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER audit_details_update
BEFORE UPDATE ON audit_details
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER audit_details_delete
BEFORE DELETE ON audit_details WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER subject_keys_update
BEFORE UPDATE ON subject_keys
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER subject_keys_delete
BEFORE DELETE ON subject_keys WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER nevers_insert
BEFORE INSERT ON nevers
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_versions_delete
BEFORE DELETE ON school_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER schools_delete
BEFORE DELETE ON schools WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER schools_update
BEFORE UPDATE ON schools
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "name", "address", "postcode", "telephone", "email", "urn", "laestab", "phase", "establishment", "mhst", "mhst_on", "pupils_on_roll", "commissioner", "reference_prefix", "logo", "keeps_roll_index", "second_holder_by" ON school_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_versions_supersede
BEFORE UPDATE OF superseded_at ON school_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER staff_member_versions_delete
BEFORE DELETE ON staff_member_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER staff_members_delete
BEFORE DELETE ON staff_members WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER staff_members_update
BEFORE UPDATE ON staff_members
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER staff_member_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "name", "job_title", "roles", "telephone", "email", "best_time", "is_user", "left_on" ON staff_member_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER staff_member_versions_supersede
BEFORE UPDATE OF superseded_at ON staff_member_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER pupil_versions_delete
BEFORE DELETE ON pupil_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER pupils_delete
BEFORE DELETE ON pupils WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER pupils_update
BEFORE UPDATE ON pupils
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER pupil_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "surname", "forename", "born_on", "middle_names", "preferred_surname", "preferred_forename", "former_surname", "pronouns", "sex", "gender", "upn", "nhs_number", "year_group", "form", "ethnicity", "first_language", "home_language", "needs_interpreter", "communication_needs", "access_needs", "religion", "nationality", "sen_provision", "sen_needs", "is_in_care", "care_authority", "legal_status", "social_care_plan", "young_carer", "is_service_child", "has_free_school_meals", "address", "postcode", "telephone", "mobile", "email", "may_be_emailed", "left_on" ON pupil_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER pupil_versions_supersede
BEFORE UPDATE OF superseded_at ON pupil_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER contact_versions_delete
BEFORE DELETE ON contact_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER contacts_delete
BEFORE DELETE ON contacts WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER contacts_update
BEFORE UPDATE ON contacts
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER contact_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "surname", "forename", "title", "relationship", "has_parental_responsibility", "responsibility_basis", "lives_with_pupil", "born_on", "priority", "address", "postcode", "telephone", "mobile", "email", "language", "needs_interpreter", "may_be_contacted", "contact_rule" ON contact_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER contact_versions_supersede
BEFORE UPDATE OF superseded_at ON contact_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER name_use_versions_delete
BEFORE DELETE ON name_use_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER name_uses_delete
BEFORE DELETE ON name_uses WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER name_uses_update
BEFORE UPDATE ON name_uses
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER name_use_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "audience", "forename", "surname", "pronouns", "contact_id" ON name_use_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER name_use_versions_supersede
BEFORE UPDATE OF superseded_at ON name_use_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER withholding_versions_delete
BEFORE DELETE ON withholding_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER withholdings_delete
BEFORE DELETE ON withholdings WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER withholdings_update
BEFORE UPDATE ON withholdings
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER withholding_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "about_kind", "about_id", "field", "contact_id", "service_id", "from_whom", "reason", "asked_on" ON withholding_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER withholding_versions_supersede
BEFORE UPDATE OF superseded_at ON withholding_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER safe_contact_versions_delete
BEFORE DELETE ON safe_contact_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER safe_contacts_delete
BEFORE DELETE ON safe_contacts WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER safe_contacts_update
BEFORE UPDATE ON safe_contacts
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER safe_contact_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "who", "channel", "value", "safe_times", "may_leave_voicemail", "may_post", "name_to_show", "remarks" ON safe_contact_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER safe_contact_versions_supersede
BEFORE UPDATE OF superseded_at ON safe_contact_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER court_order_versions_delete
BEFORE DELETE ON court_order_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER court_orders_delete
BEFORE DELETE ON court_orders WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER court_orders_update
BEFORE UPDATE ON court_orders
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER court_order_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "kind", "says", "contact_id", "made_on", "ends_on", "seen_on" ON court_order_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER court_order_versions_supersede
BEFORE UPDATE OF superseded_at ON court_order_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER professional_versions_delete
BEFORE DELETE ON professional_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER professionals_delete
BEFORE DELETE ON professionals WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER professionals_update
BEFORE UPDATE ON professionals
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER professional_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "pupil_id", "role", "name", "organisation", "service_id", "is_gp", "telephone", "email", "from_on", "to_on" ON professional_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER professional_versions_supersede
BEFORE UPDATE OF superseded_at ON professional_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER service_versions_delete
BEFORE DELETE ON service_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER services_delete
BEFORE DELETE ON services WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER services_update
BEFORE UPDATE ON services
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER service_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "kind", "name", "team", "address", "postcode", "telephone", "urgent_telephone", "email", "hours", "takes_by", "acknowledges_within_days", "remarks", "checked_on", "ended_on", "successor_id" ON service_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER service_versions_supersede
BEFORE UPDATE OF superseded_at ON service_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER counterpart_versions_delete
BEFORE DELETE ON counterpart_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER counterparts_delete
BEFORE DELETE ON counterparts WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER counterparts_update
BEFORE UPDATE ON counterparts
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER counterpart_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "service_id", "name", "job_title", "telephone", "email", "link_days", "is_deputy", "from_on", "to_on" ON counterpart_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER counterpart_versions_supersede
BEFORE UPDATE OF superseded_at ON counterpart_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER cases_delete
BEFORE DELETE ON cases WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER next_steps_delete
BEFORE DELETE ON next_steps WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER case_events_delete
BEFORE DELETE ON case_events WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER case_events_update
BEFORE UPDATE ON case_events
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER concern_versions_delete
BEFORE DELETE ON concern_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER concerns_delete
BEFORE DELETE ON concerns WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER concerns_update
BEFORE UPDATE ON concerns
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER concern_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "noticed_on", "raised_by", "primary_need", "seen", "other_needs", "opinion", "pupil_words", "since", "how_often", "where", "why_now", "effect_on_lessons", "effect_on_attendance", "effect_on_friends", "effect_on_home", "effect_on_sleep", "effect_on_eating", "strengths", "pupil_hopes", "family_hopes" ON concern_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER concern_versions_supersede
BEFORE UPDATE OF superseded_at ON concern_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER note_versions_delete
BEFORE DELETE ON note_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER notes_delete
BEFORE DELETE ON notes WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER notes_update
BEFORE UPDATE ON notes
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER note_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "happened_on", "kind", "text", "title", "said_by", "is_safeguarding" ON note_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER note_versions_supersede
BEFORE UPDATE OF superseded_at ON note_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER risk_entry_versions_delete
BEFORE DELETE ON risk_entry_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER risk_entries_delete
BEFORE DELETE ON risk_entries WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER risk_entries_update
BEFORE UPDATE ON risk_entries
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER risk_entry_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "said_or_seen", "happened_on", "whose_words", "asked_by", "asked_on", "not_asked", "keeps_safe", "who_knows", "plan", "plan_on", "spoke_to_service", "spoke_to", "spoke_on", "advice" ON risk_entry_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER risk_entry_versions_supersede
BEFORE UPDATE OF superseded_at ON risk_entry_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER support_action_versions_delete
BEFORE DELETE ON support_action_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER support_actions_delete
BEFORE DELETE ON support_actions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER support_actions_update
BEFORE UPDATE ON support_actions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER support_action_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "what", "from_on", "to_on", "by_whom", "result" ON support_action_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER support_action_versions_supersede
BEFORE UPDATE OF superseded_at ON support_action_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER background_versions_delete
BEFORE DELETE ON background_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER backgrounds_delete
BEFORE DELETE ON backgrounds WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER backgrounds_update
BEFORE UPDATE ON backgrounds
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER background_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "medical", "medication", "development", "family_health", "life_events", "bullying", "substances", "seen_by_camhs_before" ON background_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER background_versions_supersede
BEFORE UPDATE OF superseded_at ON background_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_picture_versions_delete
BEFORE DELETE ON school_picture_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_pictures_delete
BEFORE DELETE ON school_pictures WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_pictures_update
BEFORE UPDATE ON school_pictures
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_picture_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "as_of_on", "attendance_percent", "attendance_period", "attainment", "changes" ON school_picture_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER school_picture_versions_supersede
BEFORE UPDATE OF superseded_at ON school_picture_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER consent_versions_delete
BEFORE DELETE ON consent_versions WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER consents_delete
BEFORE DELETE ON consents WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER consents_update
BEFORE UPDATE ON consents
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER consent_versions_update
BEFORE UPDATE OF "row_key", "id", "version", "written_at", "written_by", "correction_reason", "is_removed", "case_id", "topic", "answer", "service_id", "by_pupil", "contact_id", "standing", "how", "given_on", "taken_by", "scope", "expires_on", "withdrawn_on", "competence_judged_by", "competence_reason", "ground" ON consent_versions
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER consent_versions_supersede
BEFORE UPDATE OF superseded_at ON consent_versions WHEN OLD.superseded_at IS NOT NULL OR NEW.superseded_at IS NULL
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER referrals_delete
BEFORE DELETE ON referrals WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER referral_events_delete
BEFORE DELETE ON referral_events WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER referral_events_update
BEFORE UPDATE ON referral_events
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER letters_delete
BEFORE DELETE ON letters WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER letters_update
BEFORE UPDATE ON letters
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER sendings_delete
BEFORE DELETE ON sendings WHEN NOT EXISTS (SELECT 1 FROM disposals)
BEGIN SELECT RAISE(ABORT, 'append-only'); END

CREATE TRIGGER sendings_update
BEFORE UPDATE ON sendings
BEGIN SELECT RAISE(ABORT, 'append-only'); END
