"""What is said of a file that pupils are brought in from, and of its rows."""

from __future__ import annotations

IMPORT_REFUSALS: dict[str, str] = {
    "not-xml": "This is not a Common Transfer File: it can’t be read as XML.",
    "entities": "This file holds instructions that a Common Transfer File never has, so it was "
    "not opened further.",
    "wrong-root": "This is an XML file, but not a Common Transfer File.",
    "too-large": "This file is too large for a Common Transfer File of one school.",
    "empty": "This file is empty.",
    "no-pupils": "There are no pupils in this file.",
    "nothing-chosen": "No pupil was chosen that can be brought in.",
}

IMPORT_ISSUES: dict[str, str] = {
    "upn-missing": "has no UPN",
    "upn-temporary": "has a temporary UPN",
    "upn-format": "has a UPN of the wrong form; kept as it is",
    "upn-check-letter": "has a UPN whose check letter is wrong; kept as it is",
    "duplicate-upn": "has the UPN of an earlier row; please check which is right",
    "upn-other-forename": "has the UPN and birth date of another pupil with a different forename, "
    "so it was not taken: it may be a twin with a mistyped UPN, or one pupil renamed. Please check "
    "which, and add or rename the pupil by hand",
    "upn-lower-case": "has a UPN in small letters; kept in capitals",
    "upn-authority": "has a UPN of an authority that is not known; kept as it is",
    "same-pupil-twice": "is in the file twice; only the first is taken",
    "surname-missing": "has no surname",
    "forename-missing": "has no forename",
    "dob-missing": "has no birth date",
    "dob-impossible": "has a birth date that does not exist",
    "dob-future": "has a birth date in the future",
    "phone-trailing-text": "has words after a telephone number; the number was kept",
    "phone-leading-zero-lost": "has a telephone number that had lost its first nought",
    "phone-format": "has a telephone number that can’t be right; kept as it is",
    "phone-not-taken": "has more telephone numbers than are kept; the first of each kind was taken",
    "email-invalid": "has an e-mail address that can’t be right; kept as it is",
    "email-not-ascii": "has an e-mail address with accented letters; kept as it is",
    "email-two-addresses": "has more than one e-mail address; all were kept",
    "postcode-format": "has a postcode that can’t be right; kept as it is",
    "postcode-normalised": "has a postcode that was brought into its usual form",
    "postcode-pseudo": "has a postcode that stands for no real place",
    "code-unknown": "has a code that is not in the list; kept as it is",
    "code-retired": "has a code that is no longer in use",
    "sex-unknown-value": "has a sex that is not in the list; kept as it is",
    "language-not-taken": "has more languages than are kept; first and home language were taken",
    "contact-surname-missing": "has a contact with one name only; kept as it is",
    "contact-name-missing": "has a contact without a name, who was not taken",
    "too-long": "has something longer than can be kept, which was left out",
    "nested-position": "has its needs inside the history of SEN",
    "sibling-position": "has its needs beside the history of SEN",
}
