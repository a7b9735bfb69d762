"""Fictional names in 27 languages and scripts, and how much of each a text reader gives back."""

from __future__ import annotations

NAMES: dict[str, str] = {
    "Polish": "Łukasz Wójcik-Żądło · Zofia Święcicka",
    "Romanian": "Ștefan Țurcanu · Ioană Bălțătescu",
    "Vietnamese": "Nguyễn Thị Ngọc Ánh · Đặng Quốc Bửu",
    "Welsh and Irish": "Siân Llŷr Wŷn-Ŵen · Caoimhe Ní Dhálaigh",
    "Turkish": "İbrahim Şahin-Ağaoğlu · Işıl Gökçe",  # noqa: RUF001
    "Lithuanian": "Žygimantas Šimėnas · Ūla Vėjūnė",
    "Yoruba, composed": "Adébáyọ̀ Ọlátúńjí · Ẹ̀bùn Ọ̀ṣúndáre · Ṣadé",
    "Yoruba, decomposed": (
        "Ade\u0301ba\u0301yo\u0323\u0300 O\u0323la\u0301tu\u0301n\u0301ji\u0301 · "
        "E\u0323\u0300bu\u0300n · S\u0323ade\u0301"
    ),
    "Igbo, Ga and Ewe": "Nnamdị Chịdịnma · Đela Ɔkɔmfo · Ŋutifafa",
    "Ukrainian": "Олександра Ґалаґан-Їжакевич",
    "Greek": "Ελένη Παπαδοπούλου-Ϊωάννου",
    "Arabic": "محمد عبد الله الحَسَن",
    "Urdu": "محمد عثمان ٹوانہ · عائشہ گُل ڈار",
    "Kurdish and Pashto": "ڕۆژان ئاڤێستا · ښکلا ځدراڼ",
    "Hebrew": "שָׂרָה בן־דוד",
    "Bengali": "ফারজানা ক্ষিতীশচন্দ্র বেগম",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਕੌਰ ਢਿੱਲੋਂ",
    "Gujarati": "પ્રિયંકા શ્રીવાસ્તવ",
    "Hindi": "श्रीकृष्ण द्विवेदी",
    "Tamil": "தமிழ்ச்செல்வி கிருஷ்ணன்",
    "Sinhala": "ශ්‍රී නිමල්",
    "Tigrinya": "ሳምሶን ገብረመስቀል",
    "Chinese, traditional": "陳美玲 · 歐陽震華",
    "Chinese, simplified": "欧阳娜娜 · 刘翠 · 吉田",
    "Korean": "김민서 · 박지훈",
    "Thai": "ณัฐวุฒิ ศรีสุข",
    "Emoji": "Lily 🌸🙂👩🏽‍🏫",
}
