"""Dutch and English words of government reports that mean the same.

The embedder crosses languages by itself; words do not. With these pairs a question in one language
can be held against the words of a passage in the other: for lexical search, and to see whether a
passage speaks of what was asked. Words are matched by stem, so plurals need no line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from assistant.language.number_words import in_words
from assistant.language.terms import stem, words
from assistant.records import Language

# One line a meaning: Dutch words = English words.
_PAIRS = """
aanbeveling advies aanbevelen adviseren = recommendation advice recommend advise
aandeel = share
aantal = number
aanvraag aanvragen = application apply
aanpak = approach
activiteit = activity
actie = action
actielijn = line
afhankelijk = dependent
agenda = agenda
arbeid werk = labour labor work
arbeidsmarkt = labour market
arbeidsproductiviteit productiviteit = productivity
artikel = article
bank = bank
barrière belemmering drempel = barrier obstacle
bedrag = amount
bedrijf onderneming ondernemer bedrijfsleven = company business firm enterprise entrepreneur
begin begon begonnen beginnen oprichten oprichting opzetten opgezet = begin began begun found establish set
start starten gestart startte begin begon begonnen oprichten = start begin began launch
begroting budget = budget
beleid = policy
belangrijk belangrijkste voornaamste = important main key major
belasting = tax
benodigd nodig = need require necessary
bereiken bereikt = reach achieve
berekenen = calculate
bestuur = board governance
bevinding = finding
bewijs = evidence
bewindspersoon minister = minister
bewustwording bewustzijn = awareness
bijdrage bijdragen = contribution contribute
bodem = soil
boete = fine penalty
brief kamerbrief = letter
burger inwoner = citizen resident inhabitant
burgemeester = mayor
centrum centra = centre center
cijfer = figure number
commissie = committee commission
conclusie concluderen = conclusion conclude
controle controleren toezicht = control audit inspection oversight supervision
coördinatie = coordination
criterium criteria = criterion criteria
crisis = crisis
cyber = cyber
data gegevens = data
datum = date
deel onderdeel = part
deelnemen meedoen deelname deelnemer aansluiten aangesloten = participate participation participant join part
meegedaan deelgenomen meedoen deelnemen deelname = participate participation
demonstratie = demonstration
derde = third
digitaal digitalisering digitaliseren = digital digitalisation digitization digitalise digitise
document = document
doel doelstelling = goal aim objective target purpose
doelgroep = target group
doelmatig doelmatigheid efficiënt = efficient efficiency
doeltreffend doeltreffendheid effectief effectiviteit effect = effective effectiveness effect
duurzaam duurzaamheid = sustainable sustainability
economie economisch = economy economic
eis = requirement
eerste = first
energie = energy
ervaring = experience
Europa Europees = Europe European
evaluatie evalueren evaluator = evaluation evaluate evaluator
export = export
extra = extra additional
fabriek = factory plant
fase = phase stage
financiering financieren = funding financing finance fund
fonds groeifonds = fund
fout = error mistake
gebruik gebruiken gebruiker = use user
geld middelen = money funds resources means
gemeente = municipality
gevolg = consequence
gezondheid = health
groei groeien = growth grow
grens = limit border
handel = trade
herstel = recovery
hoofdstuk = chapter
hub = hub
hulp helpen steun ondersteunen = help support assist
huis woning = house home
industrie industrieel maakindustrie = industry industrial manufacturing
informatie = information
initiatief = initiative
innovatie = innovation
instelling = institution
instrument = instrument tool
internationaal = international
investering investeren = investment invest
jaar jaarlijks = year annual yearly
jongere = youth young
kabinet regering = cabinet government
kans = opportunity chance
kennis = knowledge
kennisinstelling = knowledge institution
kind = child
klimaat = climate
koning = king
kosten kost = cost
kvk koophandel = chamber commerce
kwaliteit = quality
kwantum quantum = quantum
land nationaal landelijk = country national
lectoraat lector = lectorate professorship
leden lid = member
leiden leider leiding = lead leader leadership
lening = loan
looptijd duur duren = duration period last
maand = month
maatregel = measure
markt = market
mens mensen persoon = people person human
midden kleinbedrijf mkb = sme smes small medium
miljoen = million
miljard = billion
ministerie departement = ministry department
monitor monitoring = monitor monitoring
netwerk = network
noord noordelijk = north northern
oost oostelijk = east eastern
zuid zuidelijk = south southern
west westelijk = west western
omzet = turnover revenue
onderwijs = education
onderzoek onderzoeker = research study researcher investigation
ontwikkeling ontwikkelen = development develop
oordeel oordelen = verdict judgement judgment opinion judge
oorzaak = cause
opbrengst = yield proceeds
opdracht opdrachtgever = commission assignment commissioned client
openbaar publiek overheid overheidsgeld = public government
opleiding cursus trainen getraind = training course trained train
opvolger opvolgen = successor succeed
organisatie = organisation organization
overleg = consultation
overzicht = overview
partij partner = party partner
periode = period
pijler = pillar
plaats = place
plan = plan
platform = platform
prijs = price
privaat particulier = private
probleem knelpunt = problem bottleneck
proces = process
productie produceren = production produce
programma = programme program
programmabureau = bureau office
project = project
provincie = province
raad = council
rapport verslag = report
recht = right law
regeling = scheme regulation
regio regionaal = region regional
reden = reason
rente renteloos = interest
resultaat = result outcome
risico = risk
ronde = round
rol = role
samenwerking samenwerken = cooperation collaboration cooperate collaborate
school = school
schaalsprong opschaling opschalen schaal = scale scaling
sector = sector
software = software
staatssecretaris = secretary
stad = city
stelsel systeem = system
stimuleren impuls = stimulate encourage boost stimulus
strategie = strategy
student = student
stuurgroep = steering group
subsidie = subsidy grant
tabel = table
technologie techniek = technology technique
tekort = shortage deficit shortfall
termijn = term deadline
test testen = test
tijd tijdpad = time
toekomst = future
toepassing toepassen = application apply
toename stijging = increase rise
daling afname = decrease decline
totaal totale = total
transformatie = transformation
tussentijds = interim midterm
Tweede Kamer parlement = parliament house
uitgaven uitgeven uitgegeven = spending expenditure spend spent
uitgever gepubliceerd publicatie = publisher published publication
uitkomst = outcome
uitvoering uitvoeren = implementation execution implement execute carry
vaardigheid vaardigheden = skill
veiligheid = security safety
veld fieldlab = field
lab fieldlab = lab
verandering veranderen = change
verantwoordelijk verantwoordelijkheid = responsible responsibility
verbetering verbeteren = improvement improve
verdeling verdelen = distribution distribute division
vergelijking vergelijken = comparison compare
verschil verschillen = difference differ
versie = version
vereiste voorwaarde = condition requirement
versterken = strengthen
vertraging = delay
verwachting verwachten = expectation expect
visie = vision
voordeel = advantage benefit
voorstel = proposal
voorzitter voorzitten = chair chairman chairwoman president
voortgang = progress
vraag = question demand
vrouw = woman
waarde = value
wet wetgeving = law act legislation
werkgelegenheid baan banen = employment job
werknemer medewerker personeel = employee worker staff
wetenschap = science
zorg = care healthcare
zwak zwakte = weak weakness
sterk sterkte = strong strength
gemiddeld = average
hoog hoger = high higher
laag lager = low lower
oud = old
nieuw = new
snel versnelling versnellen = fast acceleration accelerate
eigenaar = owner
auteur schrijver = author writer
ondertekenen tekenen = sign
besluit besluiten beslissen = decision decide
bezwaar = objection
beoordeling beoordelen = assessment assess review
effectmeting impact = impact
vertrouwen = trust confidence
eind einde stoppen beëindigen = end stop finish
helft = half
kwart = quarter
percentage procent = percentage percent
verenigd = united
kunstmatig intelligentie = artificial intelligence
waterstof = hydrogen
gezondheidsdata = health
publiek-privaat = public-private
Nederland Nederlands = Netherlands Dutch
Duitsland Duits = Germany German
België Belgisch = Belgium Belgian
Frankrijk Frans = France French
"""


_Table = dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def _tables() -> dict[tuple[Language, Language], _Table]:
    """(language asked, language looked for) -> stem -> stems that mean the same."""
    found: dict[tuple[Language, Language], dict[str, set[str]]] = {}
    for line in [*_PAIRS.strip().splitlines(), *_numbers()]:
        left, right = line.split("=")
        sides: dict[Language, set[str]] = {
            "nl": {stem(word, "nl") for word in words(left)},
            "en": {stem(word, "en") for word in words(right)},
        }
        for source, ours in sides.items():
            for target, theirs in sides.items():
                table = found.setdefault((source, target), {})
                for one in ours:
                    table.setdefault(one, set()).update(theirs - {one})
    return {
        pair: {key: frozenset(value) for key, value in table.items()}
        for pair, table in found.items()
    }


def _numbers() -> Iterator[str]:
    """A number in digits and in words is the same number; "een" is an article, and left out."""
    for number in range(2, 100):
        english = in_words(number, "en")
        yield f"{number} {in_words(number, 'nl')} = {number}{'' if '-' in english else f' {english}'}"


def translations(stemmed: str, source: Language) -> frozenset[str]:
    """Stems in the other language for a stem of ``source``; empty where none is known.

    >>> sorted(translations(stem("mayor", "en"), "en"))
    ['burgemee']
    """
    other: Language = "en" if source == "nl" else "nl"
    return _tables()[source, other].get(stemmed, frozenset())


def synonyms(stemmed: str, language: Language) -> frozenset[str]:
    """Stems of the same language that mean about the same.

    >>> "meedoen" in synonyms(stem("deelnemen", "nl"), "nl")
    True
    """
    return _tables()[language, language].get(stemmed, frozenset())
