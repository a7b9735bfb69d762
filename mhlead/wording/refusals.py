"""Sentences for fields that can’t be kept and for rules that don’t allow something."""

from __future__ import annotations

FIELD_CODES: dict[str, str] = {
    "required": "Please fill this in.",
    "too-long-a-time": "This lasts longer than it can. Please check both days.",
    "overlaps": "This overlaps with a term that is there already. Please check the days.",
    "too-long": "This is longer than can be kept. Please shorten it.",
    "too-long-to-find": "This is longer than can be looked for. Please type a few words.",
    "control-character": "This holds a character that can’t be kept. Please type it again.",
    "in-future": "This day is still to come. Please check it.",
    "in-past": "This day has already been. Please choose a coming day.",
    "too-far": "This day is more than a year ahead. Please check the year, or choose an earlier "
    "day.",
    "no-such-day": "This year can’t be right. Please check it.",
    "before-start": "This day is before the one it should follow. Please check both.",
    "too-old": "This birth date is too long ago for a pupil. Please check it.",
    "out-of-range": "This number can’t be right. Please check it.",
    "too-large": "This picture is too large. Please choose one under 300 KB.",
    "too-far-right": "The window would reach so far right that reference and date have no room. "
    "Please measure again.",
    "too-high": "The window would reach into the letterhead. Please measure again.",
    "too-many-dots": "This picture has more than 25 million dots. Please save it smaller.",
    "not-a-picture": "This is not a PNG, JPEG or SVG picture that can be read.",
    "not-drawable": "This drawing can’t be used as it is: it holds another picture or a pattern, "
    "has no size, or is more than can be drawn safely. Please save it as PNG.",
    "who": "Please choose either the pupil or a person of the family, not both.",
    "nul": "This holds a character that can’t be kept. Please type it again.",
    "not-text": "This holds a character that can’t be kept. Please type it again.",
    "same-person": "Nobody can stand in for themselves. Please choose somebody else.",
    "name-taken": "There is one of that name already. Please change that one.",
    "not-offered": "This can’t be chosen here.",
    "comment-name": "The comment holds a word that is somebody’s name in this store. Please leave "
    "it out.",
    "comment-date": "The comment holds a day, a month or an age. Please say it without.",
    "comment-number": "The comment holds a number, in digits or in words, that is not printed in "
    "this summary. Please say it without a number, or with a printed one.",
    "comment-share": "The comment tells a share of pupils, such as “half”, “most” or “none”, that "
    "is not printed in this summary. Please say it without.",
    "comment-group": "The comment names a group that is no row of this summary’s tables: few "
    "pupils might be meant. Please say it without.",
    "comment-address": "The comment holds an address or a sign such as @ or #. Please leave it "
    "out.",
    "comment-hidden": "The comment holds signs that can’t be read as they look. Please type it "
    "again in plain letters.",
    "pupil-has-seen": "What the pupil gave or has seen can’t be withheld for serious harm (DPA "
    "2018, schedule 3). Please choose another reason, or include it.",
    "opinion-missing": "On serious harm the opinion of a health professional counts, not older "
    "than six months. Please say whose and when.",
    "extended-late": "The two months more hold only where they are told within the first month, "
    "which was over by then. Please leave this day empty, say below how it was, and answer now.",
    "health-unsettled": "Please say that the pupil gave or has seen all of it, or whose opinion "
    "it is, of the last six months, that it would cause nobody serious harm.",
    "not-a-time": "Please give a time such as 14:30.",
    "passed-on": "It was passed on, so nothing stands in the way. Please empty this, or the day it "
    "was passed on.",
    "ico-not-told": "A breach is closed once the Commissioner was told, or the risk is unlikely "
    "and you say why nobody was told.",
    "families-not-told": "Where the risk is high the people concerned are told (UK GDPR, article "
    "34). Please give the day, or say below why they need not be.",
    "has-left": "This person has left the school. Please choose somebody else.",
    "three-holders": "Please choose three different people.",
}

SLIP_REFUSALS: dict[str, str] = {
    "too-large": "This file is too large for a concern slip.",
    "empty": "This file is empty.",
    "not-pdf": "This is not a PDF that can be read: it may be cut off. Please ask for it again.",
    "encrypted": "This PDF is locked. Please ask for the slip without a password.",
    "unusual": "This PDF is built in a way no concern slip is, so it was not opened further.",
    "too-many-pages": "This PDF has more pages than a concern slip.",
    "other-form": "This is not a concern slip of this program. A scan or a print to PDF has no "
    "fields to read: write it down by hand.",
    "unknown-reference": "This is the reply to a referral that is not in this store.",
    "newer": "This slip was made by a newer version of the program. Please update it.",
    "unfilled": "Nothing has been filled in on this slip. If the words can be seen in it, it was "
    "printed to PDF: please ask for the file as it was saved.",
}

FORM_REFUSALS: dict[str, str] = {
    "too-large": "This file is too large for a form: at most 5 MB can be kept.",
    "empty": "This file is empty.",
    "not-pdf": "This is not a PDF that can be read: it may be cut off. Please ask for it again.",
    "encrypted": "This form opens with a password alone. Please ask the service for one without.",
    "not-allowed": "The service has locked this form against filling it in. Please ask them for "
    "one that may be filled in, or use “Copy for their form” and print it.",
    "unusual": "This PDF is built in a way few forms are, so it was not opened further.",
    "too-many-pages": "This PDF has more than 40 pages.",
    "too-many-fields": "This PDF has more than 800 fields.",
    "xfa": "This form is drawn by Adobe Reader alone (XFA), and no other program can fill it in. "
    "Please use “Copy for their form” and type it there, or ask the service for another.",
    "filled-in": "Something is written in this form already, perhaps about another pupil. Please "
    "take a blank one.",
    "no-fields": "This PDF has no fields to fill in. Please use “Copy for their form”: it gives "
    "each fact to copy, in order.",
}

RULES: dict[str, str] = {
    "not-your-signature": "Only the person themselves can give their signature: it would stand on "
    "letters they have not seen.",
    "no-own-form": "No form of this service is kept. Please add it on the service’s page.",
    "form-not-confirmed": "It is not settled yet what goes where in this form. Please confirm it "
    "on the service’s page; it is asked once for each form.",
    "reason-missing": "Please say why: the reason is kept with the record.",
    "case-open": "This pupil already has an open case.",
    "nothing-said": "Nothing is said yet. Choose for at least one pupil what it came to.",
    "case-closed": "This case is closed. Open a new one to go on.",
    "left-school": "This pupil has left the school.",
    "no-next-step": "Every open case needs a next step. Please say what happens next, and when.",
    "step-done": "This step was already finished.",
    "referral-open": "A referral is still open. Please record how it ended before the case closes.",
    "service-ended": "This service has ended. Please choose the one that took its place.",
    "service-in-use": "Referrals to this service are still open.",
    "already-referred": "There is already an open referral to this service for this pupil.",
    "no-web-form": "By the directory this service has no form of its own.",
    "no-locked-files": "This service takes no locked files. Please send the letter as it is by "
    "secure mail, by their form or by post.",
    "already-sent": "This referral has left the school, so its words can no longer be changed.",
    "move": "A referral can’t go from where it stands to there.",
    "no-letter": "Issue the letter first: there is nothing yet that could have been sent.",
    "no-case": "Nothing has been written down about this pupil yet. Record a concern first.",
    "referral-ended": "This referral has ended. Start a new one to write again.",
    "letter-not-now": "This letter does not fit where the referral stands now.",
    "not-its-letter": "What puts a letter or a paper right is of the same kind, about the "
    "same referral or pupil, and to the same reader. Otherwise please write a new one.",
    "nobody-named": "Please choose the person of the family this letter is written to.",
    "family-not-asked": "Before a letter to the family, five questions about this person are "
    "answered. Please choose the letter from “Write”.",
    "family-closed": "By what was answered, or by the record, nothing is written to this person.",
    "other-pupil": "This belongs to another pupil, so it was not kept here. Please open the page "
    "again and choose from this pupil’s own.",
    "owner-with-work": "This person still holds open cases or steps. Please hand them over first.",
    "in-use": "Referrals or cases stand on this, so it can’t be removed. It can be corrected, or "
    "given the day on which it ended.",
    "never-removed": "This can’t be removed, only corrected.",
    "nothing-to-undo": "There is no earlier wording to go back to.",
    "no-history": "The change was not kept, because the history could not record it.",
    "case-without-owner-or-step": "The change was not kept: every open case needs an owner and a "
    "dated next step.",
    "referral-without-deadline": "The change was not kept: every open referral needs a day on "
    "which it is looked at again.",
    "referral-outside-open-case": "The change was not kept: an open referral needs an open case.",
    "case-already-open": "This pupil already has an open case.",
    "broken-link": "The change was not kept, because something it belongs to is no longer there.",
    "database-rule": "The change was not kept, because it does not fit the other records.",
    "append-only": "What is in the history can’t be changed.",
    "copy-leaks": "A name that has to be hidden still stands in the copy, so it was not made. "
    "Please report this.",
    "second-look-missing": "The second look is somebody else’s than yours: please enter under "
    "“Change” who had it and when.",
    "second-look-own": "The second look is somebody else’s than yours. Nothing was written down. "
    "Please let them choose their name and type their own passphrase.",
    "second-look-other": "That passphrase is somebody else’s, so nothing was written down. Please "
    "let the person whose name is chosen type their own.",
    "no-passphrase": "They have no passphrase for this store, so they can’t confirm it here. Their "
    "name can be entered under “Change”; it is then told as named, not confirmed.",
    "letter-kept": "This letter is kept to the lead and the DSL: it tells what is kept to them. "
    "That it went, to whom and when stands in the list. Please ask one of them.",
    "no-copy-asked": "This request asks for no copy: it is answered by what is decided. Please "
    "write that down under “Change”.",
    "copy-not-ready": "Something still stands between the copy and its release. The page "
    "says what.",
    "copy-changed": "The record, or what was decided about it, has changed since this copy was "
    "made. Please go back and open the copy again.",
    "not-due": "This has not fallen due, so nothing was taken away.",
    "date-doubtful": "This falls due only by the date of this computer, which does not go with the "
    "history. So nothing was taken away. Please look at the line about the date on Today first.",
    "disposal-stopped": "Something stops this disposal, so nothing was taken away. The page says "
    "what.",
    "disposal-left-open": "The disposal was not finished, so nothing was taken away.",
    "passphrase-in-use": "This passphrase opens the store already. Please choose one of your own.",
    "has-passphrase": "This person can unlock the store already.",
    "has-left": "This person has left the school. Please choose somebody else.",
    "not-yourself": "You can’t remove yourself. Somebody else who can unlock can do that.",
    "nobody-at-work": "It isn’t known who is at work. Please unlock with your passphrase first.",
    "kept-for-another": "This is kept for the person who was at work; only their passphrase leads "
    "back to it. If they are not here, close the program and start it again: what they had typed "
    "and not saved is then lost.",
    "restricted-held": "Something in this case is kept to the mental health lead and the DSL, so "
    "only they can do this.",
    "not-restrictable": "Only concerns, notes and risk entries can be kept to fewer people.",
    "second-sheet": "One sheet of three does not open the store. Please type another sheet of the "
    "same set as well.",
    "same-sheet": "This is the same sheet twice. Please type two different ones.",
    "store-elsewhere": "The store is with somebody else, so it can be read here and not written "
    "to. Nothing was changed. “Pass the store on” in the settings says who has it, and since "
    "when.",
    "keys-elsewhere": "The store is with somebody else, so who can unlock it, the recovery sheets "
    "and unlocking by a computer are changed there and not here: otherwise its copies would open "
    "differently. Nothing was changed, and your passphrase opens this copy as before. Ask "
    "whoever has the store, or take it over first under “Pass the store on” in the settings.",
    "settled": "This was settled already.",
    "by-hand": "This can’t be taken in by itself, since it does not fit what stands here now. "
    "Nothing was changed. Please write it down by hand, then leave it here with a reason.",
    "last-slot": "This is the only way into the store, so it can’t be taken away.",
    "wrong-door": "There are signs that a letter is not enough. Please decide first what to do "
    "now; the letter can follow.",
    "routine-without-reason": "A routine letter after such signs needs a written reason. Please "
    "add it to what was decided, or make the referral urgent.",
    "dsl-is-lead": "You are the DSL yourself. Please tell the deputy DSL, and say how it was "
    "decided.",
    "dsl-not-acknowledged": "An entry is marked as safeguarding, and nobody has said yet that they "
    "have it. Please settle that before the case closes.",
    "safeguarding-open": "This is marked as safeguarding, and nobody has said yet that they have "
    "it. Please tell the DSL first; once they have it, it can be corrected or removed.",
    "only-step": "A promise in this conversation is the only next step of its case. Please set "
    "another step there first; then both can move.",
    "not-agreed": "The pupil has not agreed to this yet, so nobody is told.",
    "need-to-know-over": "The time the pupil agreed to is over, so nobody else is told.",
    "linked-twice": "Each pupil has one part in this. One of them is named twice.",
    "plan-ended": "This plan has ended. Please start a new one.",
    "plan-needed": "A pupil who waits, or whose referral was not accepted, leans on this plan. "
    "Please settle that first, or start another plan.",
    "slip-taken": "This slip was taken in for this pupil already: the same words and day are here.",
    "no-open-case": "That pupil has no open case. Please open one first.",
    "same-pupil": "It is this pupil’s entry already.",
    "last-concern": "This is the only concern of its case. Please write down another first, or "
    "close the case as opened in error.",
    "too-late-to-undo": "More than 48 hours have passed. It can be moved again, with a reason.",
    "pupil-died": "The pupil has died: nothing more goes out about them. The record is kept.",
    "not-double": "These are not two open cases of one pupil.",
    "not-mergeable": "These two can’t become one: choose two services that are in use.",
    "no-plan": "Who waits, or was not accepted, needs a plan in school with a review date. Please "
    "write one first.",
    "not-followed-up": "A referral was not accepted, and it is not settled what follows. Please "
    "settle that before the case closes.",
    "not-refused": "This referral was not turned down, so there is nothing to settle.",
    "followed-up": "It is settled already what follows this referral.",
    "referral-without-plan": "The change was not kept: who waits, or was not accepted, needs an "
    "open plan in school.",
    "cohort-told": "What came of these pupils a year on was told already, and it is told once. "
    "Please give out that summary again.",
    "no-commissioner": "The school’s details name no commissioner yet. Please fill them in first, "
    "under “The school”.",
    "ledger-damaged": "The ledger of summaries is not as it was written, or a line of it is "
    "missing. Nothing can be released until it is whole. Take in the ledger of another copy of "
    "this store, or restore a backup; what was sent stays as it was.",
    "ledger-newer": "A newer version of the program wrote in the ledger of summaries. Please "
    "update this one first.",
    "calendar-fixed": "The first summary fixed by which calendar this school counts, and this is "
    "the other one. Two calendars could be subtracted from each other.",
    "categories-changed": "An earlier summary of the same months counted by other categories, "
    "which can’t be joined to these. Please give out the earlier one again.",
    "too-many-overlaps": "These months were told about too often already: one more version could "
    "be subtracted from the others. Please give out the newest one again.",
    "attack-found": "The check by the independent attack was not passed, so nothing was made. "
    "Please choose a coarser set, or wait until more pupils are counted.",
    "not-this-store": "This is not the ledger of a copy of this store, somebody was removed from "
    "the store since it was saved, or the file was changed. Nothing was taken in.",
    "term-not-ours": "How long this is kept is not for the school to set. Nothing was changed.",
    "plan-without-review": "The change was not kept: every open plan needs a review date.",
    "plan-outside-open-case": "The change was not kept: an open plan needs an open case.",
}
