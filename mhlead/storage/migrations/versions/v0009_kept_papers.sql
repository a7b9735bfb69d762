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
reference TEXT NOT NULL,
to_whom TEXT NOT NULL,
CONSTRAINT pk_letters PRIMARY KEY (row_key),
CONSTRAINT uq_letters_id UNIQUE (id),
CONSTRAINT fk_letters_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_referral_id FOREIGN KEY(referral_id) REFERENCES referrals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_service_id FOREIGN KEY(service_id) REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_contact_id FOREIGN KEY(contact_id) REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_professional_id FOREIGN KEY(professional_id) REFERENCES professionals (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_letters_corrects_id FOREIGN KEY(corrects_id) REFERENCES letters (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_letters_no_nul CHECK (instr("id", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("by", char(0)) = 0 AND instr("template_version", char(0)) = 0 AND instr("facts", char(0)) = 0 AND instr("sha256", char(0)) = 0 AND instr("referral_id", char(0)) = 0 AND instr("service_id", char(0)) = 0 AND instr("contact_id", char(0)) = 0 AND instr("professional_id", char(0)) = 0 AND instr("corrects_id", char(0)) = 0 AND instr("accepted", char(0)) = 0 AND instr("form_rest", char(0)) = 0 AND instr("reference", char(0)) = 0 AND instr("to_whom", char(0)) = 0),
CONSTRAINT ck_letters_choices CHECK ("kind" IN ('referral', 'urgent-follow-up', 'early-help', 'consultation', 'chase', 'further-information', 'update', 'answer-to-not-accepted', 'step-down', 'gp-copy', 'family-copy', 'pupil-letter', 'consent-form', 'meeting-summary', 'crisis-summary', 'chronology', 'own-chronology', 'handover')),
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

CREATE TABLE delivery_versions (
row_key INTEGER NOT NULL,
id TEXT NOT NULL,
version INTEGER NOT NULL,
written_at TEXT NOT NULL,
written_by TEXT NOT NULL,
correction_reason TEXT NOT NULL,
is_removed INTEGER NOT NULL,
superseded_at TEXT,
case_id TEXT NOT NULL,
sending_id TEXT NOT NULL,
seen_on TEXT NOT NULL,
how TEXT NOT NULL,
words TEXT NOT NULL,
CONSTRAINT pk_delivery_versions PRIMARY KEY (row_key),
CONSTRAINT uq_delivery_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_delivery_versions_version CHECK (version >= 1),
CONSTRAINT fk_delivery_versions_id FOREIGN KEY(id) REFERENCES deliveries (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_delivery_versions_case_id FOREIGN KEY(case_id) REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT fk_delivery_versions_sending_id FOREIGN KEY(sending_id) REFERENCES sendings (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_delivery_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("case_id", char(0)) = 0 AND instr("sending_id", char(0)) = 0 AND instr("words", char(0)) = 0),
CONSTRAINT ck_delivery_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_delivery_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_delivery_versions_days CHECK ("seen_on" IS date("seen_on")),
CONSTRAINT ck_delivery_versions_choices CHECK ("how" IN ('confirmed', 'told', 'read-receipt', 'form-receipt', 'signed-for', 'handed-over', 'our-receipt', 'other'))
)
STRICT

CREATE INDEX ix_delivery_versions_case_id_id ON delivery_versions (case_id, id) WHERE superseded_at IS NULL

CREATE UNIQUE INDEX ix_delivery_versions_current ON delivery_versions (id) WHERE superseded_at IS NULL

CREATE INDEX ix_delivery_versions_sending_id_id ON delivery_versions (sending_id, id) WHERE superseded_at IS NULL

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
beside TEXT NOT NULL,
CONSTRAINT pk_letter_wording_versions PRIMARY KEY (row_key),
CONSTRAINT ck_letter_wording_versions_one_a_kind CHECK (id = kind),
CONSTRAINT uq_letter_wording_versions_id_version UNIQUE (id, version),
CONSTRAINT ck_letter_wording_versions_version CHECK (version >= 1),
CONSTRAINT fk_letter_wording_versions_id FOREIGN KEY(id) REFERENCES letter_wordings (id) DEFERRABLE INITIALLY DEFERRED,
CONSTRAINT ck_letter_wording_versions_no_nul CHECK (instr("id", char(0)) = 0 AND instr("written_by", char(0)) = 0 AND instr("correction_reason", char(0)) = 0 AND instr("text", char(0)) = 0 AND instr("beside", char(0)) = 0),
CONSTRAINT ck_letter_wording_versions_instants CHECK ("written_at" LIKE '____-__-__T__:__:__.______Z' AND "superseded_at" LIKE '____-__-__T__:__:__.______Z'),
CONSTRAINT ck_letter_wording_versions_flags CHECK ("is_removed" IN (0, 1)),
CONSTRAINT ck_letter_wording_versions_choices CHECK ("kind" IN ('referral', 'urgent-follow-up', 'early-help', 'consultation', 'chase', 'further-information', 'update', 'answer-to-not-accepted', 'step-down', 'gp-copy', 'family-copy', 'pupil-letter', 'consent-form'))
)
STRICT

CREATE UNIQUE INDEX ix_letter_wording_versions_current ON letter_wording_versions (id) WHERE superseded_at IS NULL
