CREATE TABLE retention_terms (
id TEXT NOT NULL,
CONSTRAINT pk_retention_terms PRIMARY KEY (id)
)
STRICT

CREATE TABLE retention_term_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
years INTEGER NOT NULL,
source TEXT NOT NULL,
CONSTRAINT pk_retention_term_versions PRIMARY KEY (row_key),
CONSTRAINT uq_retention_term_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_retention_term_versions_version CHECK (version >= 1),
CONSTRAINT fk_retention_term_versions_id FOREIGN KEY(id) REFERENCES retention_terms (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_retention_term_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("source", char(0)) = 0),
CONSTRAINT ck_retention_term_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_retention_term_versions_flags CHECK ("is_removed" IN (0, 1))
)
STRICT

CREATE UNIQUE INDEX ix_retention_term_versions_current ON retention_term_versions (id) WHERE superseded_at IS NULL

CREATE TABLE legal_holds (
id TEXT NOT NULL,
CONSTRAINT pk_legal_holds PRIMARY KEY (id)
)
STRICT

CREATE TABLE legal_hold_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
pupil_id TEXT NOT NULL,
why TEXT NOT NULL,
asked_by TEXT NOT NULL,
from_on TEXT NOT NULL,
until_on TEXT,
CONSTRAINT pk_legal_hold_versions PRIMARY KEY (row_key),
CONSTRAINT uq_legal_hold_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_legal_hold_versions_version CHECK (version >= 1),
CONSTRAINT fk_legal_hold_versions_id FOREIGN KEY(id) REFERENCES legal_holds (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_legal_hold_versions_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_legal_hold_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("why", char(0)) = 0 AND instr("asked_by", char(0)) = 0),
CONSTRAINT ck_legal_hold_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_legal_hold_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_legal_hold_versions_days CHECK ("from_on" IS date("from_on") AND "until_on" IS date("until_on"))
)
STRICT

CREATE UNIQUE INDEX ix_legal_hold_versions_current ON legal_hold_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_legal_hold_versions_pupil_id_id ON legal_hold_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE TABLE retention_reviews (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
pupil_id TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
reason TEXT NOT NULL,
keep_until TEXT NOT NULL,
CONSTRAINT pk_retention_reviews PRIMARY KEY (row_key),
CONSTRAINT uq_retention_reviews_id UNIQUE (id),
CONSTRAINT fk_retention_reviews_pupil_id FOREIGN KEY(pupil_id) REFERENCES pupils (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_retention_reviews_no_nul CHECK (instr("id", char(0)) = 0 AND instr("pupil_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("reason", char(0)) = 0),
CONSTRAINT ck_retention_reviews_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_retention_reviews_days CHECK ("keep_until" IS date("keep_until"))
)
STRICT

CREATE INDEX ix_retention_reviews_pupil_id_id ON retention_reviews (pupil_id, id)

CREATE TABLE disposals_made (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
rule TEXT NOT NULL,
kind TEXT NOT NULL,
subject TEXT NOT NULL,
counts TEXT NOT NULL,
copies_until TEXT NOT NULL,
CONSTRAINT pk_disposals_made PRIMARY KEY (row_key),
CONSTRAINT uq_disposals_made_id UNIQUE (id),
CONSTRAINT ck_disposals_made_no_nul CHECK (instr("id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("rule", char(0)) = 0 AND instr("kind", char(0)) = 0 AND instr("subject", char(0)) = 0 AND instr("counts", char(0)) = 0),
CONSTRAINT ck_disposals_made_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_disposals_made_lists CHECK (json_valid("counts")),
CONSTRAINT ck_disposals_made_days CHECK ("copies_until" IS date("copies_until"))
)
STRICT

CREATE TABLE data_requests (
id TEXT NOT NULL,
CONSTRAINT pk_data_requests PRIMARY KEY (id)
)
STRICT

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
CONSTRAINT ck_data_request_versions_choices CHECK ("standing" IN ('pupil', 'parent', 'parent-without-responsibility', 'solicitor', 'other') AND "kind" IN ('own-data', 'educational-record')),
CONSTRAINT ck_data_request_versions_days CHECK ("received_on" IS date("received_on") AND "pupil_view_on" IS date("pupil_view_on") AND "identity_asked_on" IS date("identity_asked_on") AND "identity_on" IS date("identity_on") AND "clarification_asked_on" IS date("clarification_asked_on") AND "clarified_on" IS date("clarified_on") AND "extended_on" IS date("extended_on") AND "second_look_on" IS date("second_look_on") AND "closed_on" IS date("closed_on")),
CONSTRAINT ck_data_request_versions_lists CHECK (json_valid("shown_names") AND json_valid("more_names"))
)
STRICT

CREATE UNIQUE INDEX ix_data_request_versions_current ON data_request_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_data_request_versions_pupil_id_id ON data_request_versions (pupil_id, id) WHERE superseded_at IS NULL

CREATE INDEX ix_data_request_versions_second_look_by_id ON data_request_versions (second_look_by, id) WHERE superseded_at IS NULL

CREATE TABLE request_entries (
id TEXT NOT NULL,
CONSTRAINT pk_request_entries PRIMARY KEY (id)
)
STRICT

CREATE TABLE request_entry_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
request_id TEXT NOT NULL,
about_kind TEXT NOT NULL,
about_id TEXT NOT NULL,
answer TEXT NOT NULL,
exemption TEXT,
reason TEXT NOT NULL,
opinion_by TEXT NOT NULL,
opinion_on TEXT,
pupil_has_seen INTEGER NOT NULL,
CONSTRAINT pk_request_entry_versions PRIMARY KEY (row_key),
CONSTRAINT uq_request_entry_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_request_entry_versions_version CHECK (version >= 1),
CONSTRAINT fk_request_entry_versions_id FOREIGN KEY(id) REFERENCES request_entries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_request_entry_versions_request_id FOREIGN KEY(request_id) REFERENCES data_requests (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_request_entry_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("request_id", char(0)) = 0 AND instr("about_kind", char(0)) = 0 AND instr("about_id", char(0)) = 0 AND instr("reason", char(0)) = 0 AND instr("opinion_by", char(0)) = 0),
CONSTRAINT ck_request_entry_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_request_entry_versions_flags CHECK ("is_removed" IN (0, 1) AND "pupil_has_seen" IN (0, 1)),
CONSTRAINT ck_request_entry_versions_choices CHECK ("answer" IN ('include', 'exempt') AND "exemption" IN ('in-confidence', 'third-party', 'serious-harm', 'child-abuse', 'legal-privilege')),
CONSTRAINT ck_request_entry_versions_days CHECK ("opinion_on" IS date("opinion_on"))
)
STRICT

CREATE UNIQUE INDEX ix_request_entry_versions_current ON request_entry_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_request_entry_versions_request_id_id ON request_entry_versions (request_id, id) WHERE superseded_at IS NULL

CREATE TABLE request_releases (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
request_id TEXT NOT NULL,
at TEXT NOT NULL,
"by" TEXT NOT NULL,
sent_on TEXT NOT NULL,
how TEXT NOT NULL,
to_whom TEXT NOT NULL,
sha256 TEXT NOT NULL,
pages INTEGER NOT NULL,
counts TEXT NOT NULL,
CONSTRAINT pk_request_releases PRIMARY KEY (row_key),
CONSTRAINT uq_request_releases_id UNIQUE (id),
CONSTRAINT fk_request_releases_request_id FOREIGN KEY(request_id) REFERENCES data_requests (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_request_releases_no_nul CHECK (instr("id", char(0)) = 0 AND instr("request_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("to_whom", char(0)) = 0 AND instr("sha256", char(0)) = 0 AND instr("counts", char(0)) = 0),
CONSTRAINT ck_request_releases_instants CHECK ("at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_request_releases_days CHECK ("sent_on" IS date("sent_on")),
CONSTRAINT ck_request_releases_choices CHECK ("how" IN ('post', 'secure-mail', 'web-form', 'telephone', 'in-person', 'text', 'letter-home')),
CONSTRAINT ck_request_releases_lists CHECK (json_valid("counts"))
)
STRICT

CREATE INDEX ix_request_releases_request_id_id ON request_releases (request_id, id)

CREATE TABLE breach_records (
id TEXT NOT NULL,
CONSTRAINT pk_breach_records PRIMARY KEY (id)
)
STRICT

CREATE TABLE breach_record_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
what TEXT NOT NULL,
found_on TEXT NOT NULL,
found_time TEXT NOT NULL,
happened_on TEXT,
letter_id TEXT NOT NULL,
affected INTEGER,
data_kinds TEXT NOT NULL,
risk TEXT,
risk_words TEXT NOT NULL,
done TEXT NOT NULL,
told_ico_on TEXT,
told_ico_time TEXT NOT NULL,
ico_reference TEXT NOT NULL,
why_not_told TEXT NOT NULL,
told_families_on TEXT,
told_families_words TEXT NOT NULL,
lessons TEXT NOT NULL,
closed_on TEXT,
CONSTRAINT pk_breach_record_versions PRIMARY KEY (row_key),
CONSTRAINT uq_breach_record_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_breach_record_versions_version CHECK (version >= 1),
CONSTRAINT fk_breach_record_versions_id FOREIGN KEY(id) REFERENCES breach_records (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_breach_record_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("what", char(0)) = 0 AND instr("found_time", char(0)) = 0 AND instr("letter_id", char(0)) = 0 AND instr("data_kinds", char(0)) = 0 AND instr("risk_words", char(0)) = 0 AND instr("done", char(0)) = 0 AND instr("told_ico_time", char(0)) = 0 AND instr("ico_reference", char(0)) = 0 AND instr("why_not_told", char(0)) = 0 AND instr("told_families_words", char(0)) = 0 AND instr("lessons", char(0)) = 0),
CONSTRAINT ck_breach_record_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_breach_record_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_breach_record_versions_days CHECK ("found_on" IS date("found_on") AND "happened_on" IS date("happened_on") AND "told_ico_on" IS date("told_ico_on") AND "told_families_on" IS date("told_families_on") AND "closed_on" IS date("closed_on")),
CONSTRAINT ck_breach_record_versions_choices CHECK ("risk" IN ('unlikely', 'risk', 'high'))
)
STRICT

CREATE UNIQUE INDEX ix_breach_record_versions_current ON breach_record_versions (id) WHERE superseded_at IS NULL
