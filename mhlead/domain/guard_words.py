"""Words around a name that say whether it is one, and whom a pronoun means."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms miss mx dr sir madam prof professor nurse coach pc sgt rev father sister matron"
)
"""After these stands a grown-up's surname; pupils are not called by one."""

PLACES = _words(
    "street road lane avenue close drive court way hill farm house park gardens terrace"
    " crescent place square green school academy college primary secondary infants juniors"
    " nursery surgery clinic hospital ward unit centre church chapel library team trust"
    " history studies roll award prize cup trophy medal shield fund appeal bursary"
    " room block building wing suite"
    " corridor pool stadium rec field pitch market bakery shop stores cafe pub inn arms day"
    " practice medical project hub club hall lodge station bridge bank foundation service"
    " services charity test scale index checklist questionnaire syndrome disease programme"
    " scheme night garage cottage estate wood woods lake"
)
"""Before these a name is part of the name of a place or a thing."""

BEFORE_PLACES = _words("in at near via around outside supports visited visits gcse level on")
"""After these a name is that of a place, a club or a subject."""
FROM_PLACES = _words("from to")
"""After these a surname may be that of a town."""
ANIMALS = _words(
    "hen hens rabbits pigs hamsters robot doll teddy bear toy sheep lamb goat ducks duck chicken"
    " chickens gecko ferret car dog dogs cat cats"
    " puppy kitten pony horse mare rabbit hamster guinea pig gerbil"
    " rat parrot"
    " budgie tortoise snake fish pet pets whippet spaniel terrier labrador storm hurricane ship"
    " boat"
)
"""Shortly after these a name is no pupil's."""
NOT_PEOPLE = _words("bank half exams gcses holiday holidays term bank-holiday day fair ball")
"""Before these May is a month."""
NAMING = _words("called named of")
"""Between an animal or a work and its name."""
PRESENT = _words(
    "in at there with beside behind absent away off sitting standing crying laughing present"
    " outside upset angry excluded suspended hurt asked told seen found first"
)
"""After "was" these are said of people."""
SAID_OF_THINGS = _words("said kept held made felt lost given taken shared sent told")
"""After "is" and "was" these are said of things as well."""
PLACE_NAMES = _words(
    "adelaide alexandria asia ashton austin barry bath beverley boston brighton bristol brooklyn"
    " carlisle caroline chelsea chester china cheyenne dallas denver devon durham eden ely florence"
    " georgia hartley hayden hull india iona israel jersey jordan kendal kent kenya kingston kyle"
    " lancaster lincoln london lourdes lydia madison milan montana odessa orlando paris preston"
    " regent savannah selby shannon shelby sierra skye sydney tyne venice verona victoria vienna"
    " virginia wells winchester york zion"
)
"""Forenames that are also places."""
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
WORKS = _words(
    "book books film films song songs musical novel series album poem story character episode"
    " band singer author actor video channel game cartoon prize award statue portrait rapper"
)
"""Shortly after these a name is that of a work or of somebody in it."""
THINGS = _words(
    "island islands town city village river county country region peninsula company charity brand"
    " shop chain website app campsite farm beach season month resort port valley hill mountain"
    " loch lake"
)
"""Where a name is said to be one of these it is no person's."""
CLAUSES = _words("that when because and after while if but where as then so says said")
ALSO = _words("also often never always usually still now already sometimes rarely seldom")
CALENDAR = _words(
    "april may june july august autumn summer winter spring christmas easter sunday english"
    " french welsh west north south east noon tuesday"
)
"""Names that are written with a capital as words too."""

MODALS = _words("can could would might should must cannot seems looks")
MASS = _words(
    "hope faith grace joy charity patience art love peace prudence mercy glory justice liberty"
    " unity verity trinity harmony constance will may mark bill drew rob chase frost snow rain"
    " storm precious honour heaven destiny"
)
"""Words that begin a sentence without an article although nobody is meant."""
IS = _words("was is has had did does")
EQUALS = _words("the a an his her their where when what not my our one said")
"""After "is" these say what a thing is."""
TITLED = _words("and in of on at under with")
"""Between the words of a title, as in "Lucy in the Sky"."""
READ = _words("reading read reads studying")
TIMES = _words("time group room base period list evening")
"""After a person's calling these make it a thing: tutor time, head room."""
TELLS = _words(
    "drops dropped blocked blocks messaged messages cheers shows showed shown shut shuts lets loses"
    " lost looks looked looking cooks washes fetches helps rings rang opened opens plays played"
    " ate drinks drank counts counted worries sits lies lay lied lines waits waited watches watched"
    " follows begged begs pretends forgets forgot remembers ran runs copes coped manages leaves"
    " left arrives struggled struggles misses managed reads acts acted sleeps dreams chooses"
    " chose picks learned learnt enjoys enjoyed prefers preferred trusts trusted confided"
    " confides swears swore shares climbed climbs locked locks throws hides hid cut"
    " self-harms apologised apologises"
    " admits admitted agreed agrees already always appeared appears arrived arrives asked asks"
    " ate attended attends avoided avoids blamed blames broke bullied came comes cried cries"
    " cuts denied denies described describes eats explained explains feels felt finds followed"
    " found gave gives goes grabbed hardly hates heard held helped helps hid hides hit hits"
    " holds hoped hopes hurt hurts joined keeps kept kicked knew knows laughed laughs likes"
    " lived lives loves made makes managed manages meets met missed misses needs never noticed"
    " often posted punched pushed ran rarely refused refuses reported said sat saw says seemed"
    " seems sees seldom sends sent shared shouted shouts sits sleeps slept smiled smiles"
    " sometimes speaks spends spent spoke started stayed stays still stopped struggles takes"
    " talked talks teased tells texted thinks thought threatened threw told took tried tries"
    " turned turns usually walked walks wanted wants wears went wishes wore worries writes"
    " wrote"
)
"""After a word that is a name too, these make it somebody who does something."""

HAS = _words("was is has had did does and also who")
"""After a name at the beginning of a sentence these say nothing: so stands a season too."""

WITH_PEOPLE = _words(
    "with and told by friend friends from to against between like named called about for of"
    " met hit saw asked helped joined cousin brother sister classmate classmates partner"
    " boyfriend girlfriend"
)
"""Before a word that is a name too, these make it somebody."""

BESIDE = _words(
    "with told friend friends named called met asked helped joined hit cousin brother sister"
    " classmate boyfriend girlfriend partner"
)
"""After these even a month's name is somebody."""

HE = _words("he him his himself")
SHE = _words("she her hers herself")

MEN = _words(
    "father dad daddy stepfather stepdad brother stepbrother halfbrother uncle grandfather"
    " grandad grandpa granddad boy man boyfriend son nephew husband mr sir he headmaster"
    " gentleman lad boys fathers brothers foster-father"
)
WOMEN = _words(
    "mother mum mummy mam stepmother stepmum sister stepsister halfsister aunt auntie"
    " grandmother grandma granny nan nana gran girl woman girlfriend daughter niece wife mrs"
    " ms miss madam she headmistress lady girls mothers sisters matron"
)
ANYBODY = _words(
    "teacher tutor nurse doctor gp friend counsellor therapist psychologist psychiatrist"
    " worker officer head headteacher dr carer guardian parent cousin neighbour"
    " psychotherapist mentor assistant caseworker practitioner clinician coach leader senco"
    " lead dsl peer classmate partner grandparent someone somebody anyone anybody person"
    " bishop vicar priest imam rabbi mayor governor constable sergeant driver caretaker librarian"
    " cook chef author singer rapper footballer actor king queen prince princess president minister"
    " mp poet writer composer player manager landlord landlady stranger patient victim attacker"
    " perpetrator offender interpreter chaplain volunteer supervisor employer invigilator examiner"
    " ta hlta elsa keeper judge solicitor soldier officer ex stepparent relative in-law lodger"
    " coordinator dentist paediatrician consultant manager keyworker sibling twin baby infant"
    " toddler foster student paramedic"
)
INDEFINITE = _words("someone somebody anyone anybody person")
"""Whoever does something; the one it is done to is somebody else."""
OWN = _words("my your his her its our their")
PARTS = _words("head lead")
"""Parts of a body or things as well as people."""
LEADS = _words("health pastoral safeguarding year phase subject form the our a deputy assistant")
"""Before these words they are people."""
PUPIL_WORDS = _words("pupil child youngster")
"""How a letter speaks of the one it is about."""

LEFT_BEHIND = frozenset(
    {
        *("death", "dying", "passing", "funeral", "wake", "burial", "cremation", "grave", "ashes"),
        *("headstone", "coffin", "memory", "memorial", "anniversary", "birthday", "illness"),
        *("stroke", "cancer", "suicide", "watch", "ring", "necklace", "bracelet", "scarf", "hat"),
        *("cap", "coat", "jacket", "shirt", "jumper", "hoodie", "clothes", "belongings", "photo"),
        *("possessions", "photos", "photograph", "photographs", "voice", "voicemail"),
        *("grandson", "granddaughter", "allotment", "shed"),
    }
)
"""What is spoken of when somebody has died, and whose it was is not said again."""
