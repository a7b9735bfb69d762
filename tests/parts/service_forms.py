"""Blank forms as services hand them out, each made by hand; tests/data/SERVICE_FORMS.md says why.

Two makers are imitated. `single_point_of_access` is built object by object as a form designer does
it: names in a hierarchy, tooltips, combs, limits, scripts that format. `early_help` comes from
another library, as exported from a word processor: fields named "Text1" without a tooltip, whose
label only stands on the page. The rest are one of them with something a real file may have.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Permissions, String
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

OWNER = "anytown-forms-team"
USER = "open-sesame"
READ_ONLY, REQUIRED, MULTILINE = 1, 1 << 1, 1 << 12
RADIO, BUTTON, COMBO, EDIT, MULTI = 1 << 15, 1 << 16, 1 << 17, 1 << 18, 1 << 21
COMB, NO_OFF = 1 << 24, 1 << 14
_TICK = b"q 0 0 0 RG 1.4 w 2 6 m 5 2 l 10 10 l S Q"
_DOT = b"q 0 0 0 rg 3 3 6 6 re f Q"


def _words(text: str) -> bytes:
    return b"(" + text.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


@dataclass
class _Paper:
    """Pages with words, and a tree of fields by their dotted names."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.Pdf.new)
    words: list[list[bytes]] = field(default_factory=list)
    widgets: list[list[pikepdf.Object]] = field(default_factory=list)
    parents: dict[str, pikepdf.Object] = field(default_factory=dict)
    tops: list[pikepdf.Object] = field(default_factory=list)

    def page(self) -> None:
        self.words.append([])
        self.widgets.append([])

    def say(self, x: float, y: float, text: str, size: float = 9) -> None:
        self.words[-1].append(b"BT /Helv %g Tf %g %g Td %s Tj ET" % (size, x, y, _words(text)))

    def text(
        self,
        name: str,
        box: tuple[float, float, float, float],
        flags: int = 0,
        *,
        tip: str = "",
        longest: int = 0,
        size: int = 10,
        **keys: object,
    ) -> pikepdf.Object:
        _x, _y, width, height = box
        made = self._widget(box, FT=Name.Tx, Ff=flags, DA=String(f"/Helv {size} Tf 0 g"), **keys)
        made["/MK"] = Dictionary(BC=Array([0.4, 0.4, 0.4]), BG=Array([0.95, 0.97, 1]))
        edge = b"q 0.95 0.97 1 rg 0 0 %g %g re f 0.4 G 0.5 0.5 %g %g re S Q /Tx BMC EMC" % (
            *(width, height, width - 1, height - 1),
        )
        made["/AP"] = Dictionary(N=self._drawn(edge, width, height))
        if tip:
            made["/TU"] = String(tip)
        if longest:
            made["/MaxLen"] = longest
        return self._hang(name, made)

    def tick(
        self, name: str, x: float, y: float, state: str, *, tip: str = "", flags: int = 0
    ) -> pikepdf.Object:
        made = self._button(x, y, state, _TICK, FT=Name.Btn, Ff=flags, V=Name.Off)
        if tip:
            made["/TU"] = String(tip)
        return self._hang(name, made)

    def radio(
        self, name: str, flags: int, tip: str, *buttons: tuple[float, float, str]
    ) -> pikepdf.Object:
        kids = [self._button(x, y, state, _DOT) for x, y, state in buttons]
        made = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=flags | RADIO | NO_OFF, V=Name.Off, Kids=Array(kids))
        )
        if tip:
            made["/TU"] = String(tip)
        for kid in kids:
            kid["/Parent"] = made
        return self._hang(name, made)

    def choice(
        self,
        name: str,
        box: tuple[float, float, float, float],
        flags: int,
        options: list[str | tuple[str, str]],
        *,
        tip: str = "",
    ) -> pikepdf.Object:
        told = [
            Array(map(String, one)) if isinstance(one, tuple) else String(one) for one in options
        ]
        made = self._widget(box, FT=Name.Ch, Ff=flags, Opt=Array(told), DA=String("/Helv 0 Tf 0 g"))
        made["/MK"] = Dictionary(BC=Array([0.4, 0.4, 0.4]))
        if tip:
            made["/TU"] = String(tip)
        return self._hang(name, made)

    def sign(self, name: str, box: tuple[float, float, float, float], tip: str) -> None:
        self._hang(name, self._widget(box, FT=Name.Sig, TU=String(tip)))

    def push(self, name: str, box: tuple[float, float, float, float], caption: str) -> None:
        made = self._widget(box, FT=Name.Btn, Ff=BUTTON)
        made["/MK"] = Dictionary(CA=String(caption))
        send = Dictionary(FS=Name.URL, F=String("mailto:referrals@anytown-camhs.example"))
        made["/A"] = Dictionary(S=Name.SubmitForm, F=send)
        self._hang(name, made)

    def _drawn(self, content: bytes, width: float, height: float) -> pikepdf.Object:
        return self.pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, width, height])
        )

    def _button(
        self, x: float, y: float, state: str, sign: bytes, **keys: object
    ) -> pikepdf.Object:
        edge = b"q 0 G 0.5 0.5 11 11 re S Q "
        looks = Dictionary(Off=self._drawn(edge, 12, 12))
        looks[Name("/" + state)] = self._drawn(edge + sign, 12, 12)
        return self._widget((x, y, 12, 12), AP=Dictionary(N=looks), AS=Name.Off, **keys)

    def _widget(self, box: tuple[float, float, float, float], **keys: object) -> pikepdf.Object:
        x, y, width, height = box
        made = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                F=4,
                Rect=Array([x, y, x + width, y + height]),
                **keys,
            )
        )
        self.widgets[-1].append(made)
        return made

    def _hang(self, name: str, made: pikepdf.Object) -> pikepdf.Object:
        above, _, own = name.rpartition(".")
        made["/T"] = String(own)
        if not above:
            self.tops.append(made)
            return made
        if above not in self.parents:
            self.parents[above] = self.pdf.make_indirect(Dictionary(Kids=Array()))
            self._hang(above, self.parents[above])
        self.parents[above].Kids.append(made)
        made["/Parent"] = self.parents[above]
        return made

    def bytes(self) -> bytes:
        plain = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
        font = Dictionary(Helv=self.pdf.make_indirect(plain))
        for words, widgets in zip(self.words, self.widgets, strict=True):
            page = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=Array([0, 0, 595, 842]),
                    Resources=Dictionary(Font=font),
                    Contents=self.pdf.make_stream(b"\n".join(words)),
                    Annots=Array(widgets),
                )
            )
            for widget in widgets:
                widget["/P"] = page
            self.pdf.pages.append(pikepdf.Page(page))
        self.pdf.Root["/AcroForm"] = Dictionary(
            Fields=Array(self.tops),
            DR=Dictionary(Font=font),
            DA=String("/Helv 0 Tf 0 g"),
            NeedAppearances=True,
        )
        self.pdf.docinfo["/Title"] = "Anytown CAMHS referral form v7"
        self.pdf.docinfo["/Author"] = "Anytown NHS"
        return _saved(self.pdf)


def _saved(pdf: pikepdf.Pdf, **more: object) -> bytes:
    out = io.BytesIO()
    more = more or {"deterministic_id": True}
    pdf.save(out, fix_metadata_version=False, **more)  # type: ignore[arg-type]
    return out.getvalue()


def _day_script(shape: str) -> Dictionary:
    return Dictionary(
        F=Dictionary(S=Name.JavaScript, JS=String(f'AFDate_FormatEx("{shape}");')),
        K=Dictionary(S=Name.JavaScript, JS=String(f'AFDate_KeystrokeEx("{shape}");')),
    )


@cache
def single_point_of_access() -> bytes:
    """Two pages, made with a form designer."""
    paper = _Paper()
    paper.page()
    paper.say(40, 800, "Anytown CAMHS - Single Point of Access", 15)
    paper.say(
        40, 784, "Referral form. Please complete all sections marked *. Return by secure e-mail."
    )
    paper.say(400, 764, "Office use")
    paper.text("Office.RefNo", (450, 758, 105, 18), READ_ONLY, tip="Office reference")
    paper.say(40, 764, "Date of referral")
    paper.text("Referral.Date", (120, 758, 90, 18), REQUIRED, AA=_day_script("dd/mm/yyyy"))
    paper.say(40, 740, "Urgency *")
    paper.radio(
        "Referral.Urgency",
        REQUIRED,
        "How urgent is this referral?",
        (120, 736, "0"),
        (220, 736, "1"),
        (320, 736, "2"),
    )
    paper.say(136, 739, "Routine")
    paper.say(236, 739, "Urgent")
    paper.say(336, 739, "Emergency")
    paper.say(40, 712, "1. The young person", 12)
    paper.say(40, 692, "Surname *")
    paper.text(
        "YP.Name.Surname", (120, 686, 160, 18), REQUIRED, tip="Young person's surname", longest=40
    )
    paper.say(300, 692, "Forename(s) *")
    paper.text(
        "YP.Name.Forename",
        (380, 686, 175, 18),
        REQUIRED,
        tip="Young person's forenames",
        longest=40,
    )
    paper.say(40, 668, "Known as")
    paper.text("YP.KnownAs", (120, 662, 160, 18), tip="Likes to be known as")
    paper.say(300, 668, "Pronouns")
    paper.text("YP.Pronouns", (380, 662, 60, 18), tip="Pronouns", longest=4)
    paper.say(40, 644, "Date of birth *")
    paper.text(
        "YP.DOB", (120, 636, 160, 20), REQUIRED | COMB, tip="Date of birth DDMMYYYY", longest=8
    )
    paper.say(300, 644, "NHS number")
    paper.text("YP.NHS", (380, 636, 175, 20), COMB, tip="NHS number, 10 digits", longest=10)
    paper.say(40, 616, "Sex")
    paper.radio(
        "YP.Sex", 0, "", (120, 612, "Choice_M"), (190, 612, "Choice_F"), (270, 612, "Choice_X")
    )
    paper.say(136, 615, "Male")
    paper.say(206, 615, "Female")
    paper.say(286, 615, "Other")
    paper.say(40, 592, "Address *")
    paper.text("YP.Address", (120, 540, 260, 62), REQUIRED | MULTILINE, tip="Home address")
    paper.say(400, 592, "Postcode *")
    paper.text("YP.Postcode", (460, 586, 95, 18), REQUIRED, tip="Postcode", longest=8)
    paper.say(40, 520, "Ethnicity")
    paper.choice(
        "YP.Ethnicity",
        (120, 514, 260, 18),
        COMBO,
        [
            ("A", "White - British"),
            ("B", "White - Irish"),
            ("J", "Pakistani"),
            ("N", "African"),
            ("Z", "Not stated"),
        ],
        tip="Ethnic category",
    )
    paper.say(40, 496, "First language")
    paper.text("YP.Language", (120, 490, 160, 18), tip="First language")
    paper.tick("YP.Interpreter", 300, 492, "Oui", tip="An interpreter is needed")
    paper.say(318, 495, "An interpreter is needed")
    paper.say(40, 470, "2. Parent or carer", 12)
    paper.say(40, 450, "Name")
    paper.text("Carer.Name", (120, 444, 200, 18), tip="Parent or carer's full name")
    paper.say(340, 450, "Relationship")
    paper.text("Carer.Relation", (420, 444, 135, 18), tip="Relationship to the young person")
    paper.say(40, 426, "Telephone")
    paper.text("Carer.Tel", (120, 420, 120, 18), tip="Parent or carer's telephone", longest=14)
    paper.tick("Carer.PR", 340, 422, "1", tip="The parent or carer holds parental responsibility")
    paper.say(358, 425, "holds parental responsibility")
    paper.say(40, 398, "3. GP", 12)
    paper.say(40, 378, "Name of GP")
    paper.text("GP.Name", (120, 372, 160, 18), tip="GP's name")
    paper.say(300, 378, "Surgery")
    paper.text("GP.Surgery", (380, 372, 175, 18), tip="GP surgery")
    paper.say(40, 354, "GP telephone")
    paper.text("GP.Tel", (120, 348, 160, 18), tip="GP telephone")
    paper.page()
    paper.say(40, 800, "4. The difficulty", 12)
    paper.say(40, 782, "What are you worried about? *")
    paper.text(
        "Concern.Main", (40, 660, 515, 116), REQUIRED | MULTILINE, tip="What are you worried about?"
    )
    paper.say(40, 644, "How long has this been going on?")
    paper.text("Concern.Since", (220, 638, 335, 18), tip="How long has this been going on?")
    paper.say(40, 620, "Risk to self or others *")
    paper.text(
        "Concern.Risk",
        (40, 530, 515, 84),
        REQUIRED | MULTILINE,
        tip="Risk to self or others",
        size=0,
    )
    paper.say(40, 512, "What has been tried so far?")
    paper.text(
        "Concern.Tried",
        (40, 470, 515, 36),
        MULTILINE,
        tip="What has been tried so far?",
        longest=60,
    )
    paper.say(40, 452, "Diagnoses")
    paper.choice(
        "Concern.Diagnoses",
        (120, 400, 200, 60),
        MULTI,
        ["Autism", "ADHD", "Anxiety disorder", "None known"],
        tip="Known diagnoses",
    )
    paper.say(40, 380, "5. Consent", 12)
    paper.tick("Consent.YP", 40, 356, "Yes", tip="The young person agrees to this referral")
    paper.say(58, 359, "The young person agrees to this referral")
    paper.tick("Consent.Carer", 40, 336, "On", tip="A person with parental responsibility agrees")
    paper.say(58, 339, "A person with parental responsibility agrees")
    paper.say(340, 359, "Date of consent")
    paper.text("Consent.Date", (430, 353, 125, 18), tip="Date of consent (dd-mmm-yyyy)")
    paper.say(40, 310, "6. Referrer", 12)
    paper.say(40, 290, "Name *")
    paper.text("Referrer.Name", (120, 284, 160, 18), REQUIRED, tip="Referrer's name")
    paper.say(300, 290, "Role")
    paper.text("Referrer.Role", (380, 284, 175, 18), tip="Referrer's role")
    paper.say(40, 266, "School")
    paper.text("Referrer.Organisation", (120, 260, 160, 18), tip="School or organisation")
    paper.say(300, 266, "Telephone *")
    paper.text("Referrer.Tel", (380, 260, 175, 18), REQUIRED, tip="Referrer's telephone")
    paper.say(40, 242, "E-mail")
    paper.text("Referrer.Email", (120, 236, 160, 18), tip="Referrer's e-mail")
    paper.say(300, 242, "Smartcard number *")
    paper.text("Referrer.Smartcard", (400, 236, 155, 18), REQUIRED, tip="NHS smartcard number")
    paper.say(40, 210, "Signature *")
    paper.sign("Referrer.Signature", (120, 190, 200, 36), "Referrer's signature")
    paper.push("Send", (430, 190, 125, 24), "Submit by e-mail")
    return paper.bytes()


@cache
def early_help() -> bytes:
    """One page and a half, exported from a word processor: the labels only stand on the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle("Request for early help")
    canvas.setAuthor("Anytown Council")
    form = canvas.acroForm
    look = {"fontName": "Helvetica", "borderWidth": 1, "forceBorder": True}
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, 790, "Request for Early Help / MHST support")
    canvas.setFont("Helvetica", 9)
    rows = [
        ("Text1", "Child's full name", 755, 24, ""),
        ("Text2", "D.O.B. (DD/MM/YYYY)", 725, 20, ""),
        ("Text3", "School year", 695, 20, ""),
        ("Text4", "Name of school", 665, 20, "required"),
        ("Text5", "Who has parental responsibility?", 620, 36, "multiline"),
        ("Text6", "Contact number for the family", 590, 20, ""),
        ("Pr\u00e9nom\u00b7\u540d", "Likes to be called", 560, 20, ""),
    ]
    for name, label, y, height, flags in rows:
        canvas.drawString(50, y + 6, label)
        form.textfield(
            name=name, x=220, y=y, width=320, height=height, fontSize=10, fieldFlags=flags, **look
        )
    canvas.drawString(50, 532, "Does the child have an EHCP?")
    for x, value, label in ((220, "0", "Yes"), (290, "1", "No"), (360, "2", "Being assessed")):
        form.radio(
            name="Group1", value=value, selected=False, x=x, y=528, size=14, buttonStyle="circle"
        )
        canvas.drawString(x + 20, 532, label)
    canvas.drawString(50, 502, "Is the child in care?")
    for x, value, label in ((220, "Choice_1", "Yes"), (290, "Choice_2", "No")):
        form.radio(
            name="Group2", value=value, selected=False, x=x, y=498, size=14, buttonStyle="circle"
        )
        canvas.drawString(x + 20, 502, label)
    form.checkbox(name="Check Box3", x=50, y=468, size=14, buttonStyle="check")
    canvas.drawString(72, 472, "The young person agrees to this request")
    form.checkbox(name="Check Box4", x=50, y=443, size=14, buttonStyle="cross")
    canvas.drawString(72, 447, "I have read the privacy notice")
    canvas.drawString(50, 418, "Main need")
    form.choice(
        name="Dropdown1",
        value="Please choose",
        x=220,
        y=412,
        width=200,
        height=20,
        fontSize=10,
        options=["Please choose", "Low mood", "Worry", "Behaviour", "Friendships"],
        **look,
    )
    canvas.drawString(50, 392, "Please describe your concerns")
    form.textfield(
        name="Text7",
        x=50,
        y=250,
        width=490,
        height=136,
        fontSize=10,
        fieldFlags="multiline required",
        maxlen=4000,
        **look,
    )
    canvas.drawString(50, 232, "What would you like to happen?")
    form.textfield(
        name="Text8", x=50, y=170, width=490, height=56, fontSize=10, fieldFlags="multiline", **look
    )
    canvas.showPage()
    canvas.setFont("Helvetica", 9)
    canvas.drawString(50, 786, "Child's full name")
    form.textfield(name="Text1 again", x=220, y=780, width=320, height=20, fontSize=10, **look)
    for name, label, y in (
        ("Text9", "Your name", 750),
        ("Text10", "Your role", 720),
        ("Text11", "Your telephone", 690),
        ("Text12", "Today's date", 660),
    ):
        canvas.drawString(50, y + 6, label)
        form.textfield(name=name, x=220, y=y, width=200, height=20, fontSize=0, **look)
    canvas.save()
    return _joined(out.getvalue())


def _joined(data: bytes) -> bytes:
    """The name that stands on both pages becomes one field with two boxes, without tooltips."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fields = pdf.Root.AcroForm.Fields
        named = {str(one.T): one for one in fields}
        first, again = named["Text1"], named["Text1 again"]
        whole = pdf.make_indirect(
            Dictionary(FT=Name.Tx, T=String("Text1"), DA=first.DA, Kids=Array([first, again]))
        )
        for kid in (first, again):
            del kid["/T"]
            kid["/Parent"] = whole
        kept = [one for one in fields if one.objgen not in {first.objgen, again.objgen}]
        pdf.Root.AcroForm.Fields = Array([whole, *kept])
        for one in [*pdf.Root.AcroForm.Fields, first, again]:
            if "/TU" in one:
                del one["/TU"]
        return _saved(pdf)


def _changed(data: bytes, **more: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _saved(pdf, **more)


@cache
def restricted() -> bytes:
    """It opens for everybody; printing and filling in are allowed, changing it is not."""
    allow = Permissions(modify_other=False, modify_assembly=False, extract=False)
    return _changed(single_point_of_access(), encryption=Encryption(owner=OWNER, allow=allow))


@cache
def not_to_be_filled() -> bytes:
    """It opens for everybody, and its owner forbids filling it in."""
    allow = Permissions(
        modify_other=False, modify_assembly=False, modify_form=False, modify_annotation=False
    )
    return _changed(single_point_of_access(), encryption=Encryption(owner=OWNER, allow=allow))


@cache
def locked() -> bytes:
    """It opens with a password alone."""
    return _changed(single_point_of_access(), encryption=Encryption(owner=OWNER, user=USER))


_XFA = (
    '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/'
    'xfa-template/3.3/"><subform name="form1"><field name="Surname"/></subform></template>'
    '<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data/></xfa:datasets>'
    "</xdp:xdp>"
)


@cache
def hybrid_xfa() -> bytes:
    """The fields stand in it twice: as ours read them, and once more as XFA."""
    with pikepdf.open(io.BytesIO(single_point_of_access())) as pdf:
        pdf.Root.AcroForm["/XFA"] = pdf.make_stream(_XFA.encode())
        return _saved(pdf)


@cache
def dynamic_xfa() -> bytes:
    """The page only says that another viewer is needed; the form is drawn by that viewer."""
    paper = _Paper()
    paper.page()
    paper.say(40, 800, "Please wait... If this message is not replaced, your viewer can't show it.")
    with pikepdf.open(io.BytesIO(paper.bytes())) as pdf:
        pdf.Root.AcroForm["/XFA"] = pdf.make_stream(_XFA.encode())
        pdf.Root["/NeedsRendering"] = True
        return _saved(pdf)


@cache
def with_actions() -> bytes:
    """Scripts when it opens and when it prints, a program to start, a file inside."""
    with pikepdf.open(io.BytesIO(single_point_of_access())) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
        pdf.Root["/OpenAction"] = pdf.make_indirect(script)
        pdf.Root["/AA"] = Dictionary(WP=Dictionary(S=Name.JavaScript, JS=String("this.dirty=0")))
        launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
        pdf.pages[0].obj["/AA"] = Dictionary(O=launch)
        link = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([40, 20, 200, 40]),
            A=Dictionary(S=Name.Launch, F=String("help.bat")),
        )
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(link))
        named = Array([String("start"), pdf.make_indirect(script)])
        pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=named))
        pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(pdf, b"for staff")
        return _saved(pdf)


@cache
def signed() -> bytes:
    """The service signed it, so that it can be seen whether it was changed."""
    with pikepdf.open(io.BytesIO(single_point_of_access())) as pdf:
        signature = pdf.make_indirect(
            Dictionary(
                Type=Name.Sig,
                Filter=Name("/Adobe.PPKLite"),
                SubFilter=Name("/adbe.pkcs7.detached"),
                ByteRange=Array([0, 10, 20, 10]),
                Contents=String(b"\x30\x00"),
                Name=String("Anytown"),
            )
        )
        mark = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                FT=Name.Sig,
                T=String("Issued by"),
                F=132,
                Rect=Array([0, 0, 0, 0]),
                V=signature,
                P=pdf.pages[1].obj,
            )
        )
        pdf.pages[1].obj.Annots.append(mark)
        pdf.Root.AcroForm.Fields.append(mark)
        pdf.Root.AcroForm["/SigFlags"] = 3
        pdf.Root["/Perms"] = Dictionary(DocMDP=signature)
        return _saved(pdf)


@cache
def without_fields() -> bytes:
    """It is printed and written on by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=0, invariant=1)
    canvas.drawString(50, 790, "Referral form: please print, and write in block capitals")
    canvas.drawString(50, 750, "Surname ______________________")
    canvas.save()
    return out.getvalue()


@cache
def damaged() -> bytes:
    """Cut off in the middle, as a download may be."""
    whole = single_point_of_access()
    return whole[: len(whole) // 2]
