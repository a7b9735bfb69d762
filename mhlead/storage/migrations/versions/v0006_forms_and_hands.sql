CREATE TABLE service_forms (
id TEXT NOT NULL,
CONSTRAINT pk_service_forms PRIMARY KEY (id)
)
STRICT

CREATE TABLE service_form_versions (
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
pdf BLOB NOT NULL,
sha256 TEXT NOT NULL,
kept_on TEXT NOT NULL,
CONSTRAINT pk_service_form_versions PRIMARY KEY (row_key),
CONSTRAINT uq_service_form_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_service_form_versions_version CHECK (version >= 1),
CONSTRAINT fk_service_form_versions_id FOREIGN KEY(id) REFERENCES service_forms (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_service_form_versions_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_service_form_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("name", char(0)) = 0 AND instr("sha256", char(0)) = 0),
CONSTRAINT ck_service_form_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_service_form_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_service_form_versions_days CHECK ("kept_on" IS date("kept_on"))
)
STRICT

CREATE UNIQUE INDEX ix_service_form_versions_current ON service_form_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_service_form_versions_service_id_id ON service_form_versions (service_id, id) WHERE superseded_at IS NULL

CREATE TABLE form_places (
id TEXT NOT NULL,
CONSTRAINT pk_form_places PRIMARY KEY (id)
)
STRICT

CREATE TABLE form_places_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
service_form_id TEXT NOT NULL,
form_sha256 TEXT NOT NULL,
confirmed_on TEXT NOT NULL,
fields TEXT NOT NULL,
facts TEXT NOT NULL,
CONSTRAINT pk_form_places_versions PRIMARY KEY (row_key),
CONSTRAINT uq_form_places_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_form_places_versions_version CHECK (version >= 1),
CONSTRAINT fk_form_places_versions_id FOREIGN KEY(id) REFERENCES form_places (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_form_places_versions_service_form_id FOREIGN KEY(service_form_id) REFERENCES service_forms (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_form_places_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("service_form_id", char(0)) = 0 AND instr("form_sha256", char(0)) = 0 AND instr("fields", char(0)) = 0 AND instr("facts", char(0)) = 0),
CONSTRAINT ck_form_places_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_form_places_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_form_places_versions_days CHECK ("confirmed_on" IS date("confirmed_on")),
CONSTRAINT ck_form_places_versions_lists CHECK (json_valid("fields") AND json_valid("facts"))
)
STRICT

CREATE UNIQUE INDEX ix_form_places_versions_current ON form_places_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_form_places_versions_service_form_id_id ON form_places_versions (service_form_id, id) WHERE superseded_at IS NULL

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
contact_id TEXT,
professional_id TEXT,
corrects_id TEXT,
accepted TEXT NOT NULL,
form_rest TEXT NOT NULL,
CONSTRAINT pk_letters PRIMARY KEY (row_key),
CONSTRAINT uq_letters_id UNIQUE (id),
CONSTRAINT fk_letters_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_professional_id FOREIGN KEY(professional_id) REFERENCES professionals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_corrects_id FOREIGN KEY(corrects_id) REFERENCES letters (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_letters_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("template_version", char(0)) = 0 AND instr("facts", char(0)) = 0 AND instr("sha256", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("professional_id", char(0)) = 0 AND instr("corrects_id", char(0)) = 0 AND instr("accepted", char(0)) = 0 AND instr("form_rest", char(0)) = 0),
CONSTRAINT ck_letters_choices CHECK ("kind" IN ('referral', 'urgent-follow-up', 'early-help', 'consultation', 'chase', 'further-information', 'update', 'answer-to-not-accepted', 'step-down', 'gp-copy', 'family-copy', 'pupil-letter', 'consent-form')),
CONSTRAINT ck_letters_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_letters_flags CHECK ("is_large_print" IN (0, 1))
)
STRICT

CREATE INDEX ix_letters_case_id_id ON letters (case_id, id)

CREATE INDEX ix_letters_contact_id_id ON letters (contact_id, id)

CREATE INDEX ix_letters_corrects_id_id ON letters (corrects_id, id)

CREATE INDEX ix_letters_professional_id_id ON letters (professional_id, id)

CREATE INDEX ix_letters_referral_id_id ON letters (referral_id, id)

CREATE INDEX ix_letters_service_id_id ON letters (service_id, id)

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
window_left_mm INTEGER,
window_bottom_mm INTEGER,
window_width_mm INTEGER,
window_height_mm INTEGER,
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
signature BLOB,
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
