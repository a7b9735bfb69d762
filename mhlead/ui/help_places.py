"""Which topic of the help is about which page."""

from __future__ import annotations

from collections.abc import Iterable

from mhlead.ui.page import Page

_PAGES = {
    "start": "FirstRunPage",
    "today": "TodayPage MissingPage AgendaPage MeetingPage YearPage SuggestedPage",
    "at-risk": "AtRiskPage DoorPage",
    "pupils": "PupilsPage PupilPage NewPupilPage SlipPage WordsPage",
    "referrals": "ReferralsPage ReferralPage WaitsPage ChasePage",
    "letters": "LetterPage FormCopyPage FormRestPage BatchPage BatchResultPage "
    "WordingsPage WordingPage VersionsPage DifferencePage EnvelopePage StatusPage",
    "papers": "PupilPaperPage EntriesPage",
    "directory": "DirectoryPage ServicePage RulesPage TrainingPage TakeInPage TurnPage",
    "summaries": "SummaryPage SummaryPreview OwnFiguresPage PlanAimsPage PoolPage",
    "names": "TypedTextsPage ComputerPage",
    "people": "KeysPage StaffPage",
    "unlock": "UnlockPage TakeOverPage",
    "recovery": "RecoveryPage RecoveryChoicePage RehearsalPage",
    "backups": "BackupsPage",
    "computer": "RestorePage",
    "passing": "CopiesPage CopyEditsPage TakePage",
    "keeping": "RetentionPage DisposalPage",
    "requests": "RequestsPage RequestPage RequestCopyPage ProtectionPage",
    "breaches": "BreachesPage",
    "health": "CheckPage RescuePage RepairPage",
    "clock": "ClockPage",
    "history": "HistoryPage",
    "settings": "SettingsPage NeedsPage PlainFilesPage",
}
TOPIC_OF = {page: topic for topic, pages in _PAGES.items() for page in pages.split()}
"""By the class of the page; a form has the topic of the page it was opened from."""


def topic_for(pages: Iterable[Page]) -> str:
    """The topic about the first of these pages that has one, or "".

    Args:
        pages: The page in front, and those it was opened from.
    """
    found = (TOPIC_OF.get(type(page).__name__, "") for page in pages)
    return next((topic for topic in found if topic), "")
