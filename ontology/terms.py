"""The names of the model in Python, in one place: every IRI of a term as a plain `str`.

Classes are written as in the ontology (`Agency`), properties and individuals in capitals
(`IN_DOCUMENT`, `AT_LEAST`). What each means, with an example, stands in `amo.ttl`. Nothing but the
standard library is imported, so that every module may import this one.
"""

from types import MappingProxyType

AMO = "https://w3id.org/amo/ontology#"
"""Namespace of the terms."""
ID = "https://w3id.org/amo/id/"
"""Base of all individuals: ID + "agency/370300/...", ID + "graph/reference"."""
ONTOLOGY = "https://w3id.org/amo/ontology"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
QB = "http://purl.org/linked-data/cube#"
ORG = "http://www.w3.org/ns/org#"
CPOV = "http://data.europa.eu/m8g/"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES = MappingProxyType(
    {
        "amo": AMO,
        "id": ID,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "geo": GEO,
        "qb": QB,
        "org": ORG,
        "cpov": CPOV,
        "sh": SH,
    }
)

# --- Sources ---------------------------------------------------------------------------------
Document = AMO + "Document"
Evidence = AMO + "Evidence"
Rule = AMO + "Rule"
Correction = AMO + "Correction"

IN_DOCUMENT = AMO + "inDocument"
"""Evidence → Document."""
TEXT = AMO + "text"
START = AMO + "start"
"""xsd:integer, first character of the document's text."""
END = AMO + "end"
"""xsd:integer, one behind the last character."""
SECTION = AMO + "section"
"""Heading path, a plain literal: "一、… > （一）…"."""
MENTIONS = AMO + "mentions"
"""Evidence → anything named in it, or carried over as its unsaid subject."""
SHA256 = AMO + "sha256"
RULE = AMO + "rule"
"""Observation, Recognition, Initiative → Rule that read it: ID + "rule/NAME"; Evidence → Rule that
read who takes part in what."""
PRECISION = AMO + "precision"
"""Rule → share of what it read in the annotated reports that is right, xsd:decimal."""
MEASURED_ON = AMO + "measuredOn"
"""Rule → number of facts that its precision was measured on, xsd:integer; 0 is not measured."""
DOUBT = AMO + "doubt"
"""Why the rule is unsure, a plain literal, one of the doubts of kg/rules/reasons.yml."""
Doubt = AMO + "Doubt"
"""A doubt about who takes part in what, or about a name: in the graph of the sentence."""
DOUBTED_ACTOR = AMO + "doubtedActor"
DOUBTED_INITIATIVE = AMO + "doubtedInitiative"
"""Doubt → Initiative; absent where the name of the actor itself is in doubt."""
REPEATS = AMO + "repeats"
"""Evidence → the first Evidence that says the same in the same words, derived."""
CORRECTED_BY = AMO + "correctedBy"
"""Evidence, Actor, Initiative, Outcome, in the graph of a sentence → Correction."""
REASON = AMO + "reason"
"""Correction → why, a plain literal."""
AUTHOR = AMO + "author"
"""Correction → who, a plain literal."""
WITHDRAWN = AMO + "withdrawn"
"""Correction → what was read and no longer stands, in words, a plain literal."""

# --- Who -------------------------------------------------------------------------------------
Actor = AMO + "Actor"
Agency = AMO + "Agency"
AgencyGroup = AMO + "AgencyGroup"
Organisation = AMO + "Organisation"
Enterprise = AMO + "Enterprise"
Person = AMO + "Person"
Post = AMO + "Post"
Region = AMO + "Region"
OrganType = AMO + "OrganType"
Level = AMO + "Level"

REGION = AMO + "region"
"""Document, Actor, Initiative, Observation → Region."""
ORGAN_TYPE = AMO + "organType"
LEVEL = AMO + "level"
"""Actor or Region → one of `LEVELS`."""
SUBORDINATE_TO = AMO + "subordinateTo"
MEMBER_OF = AMO + "memberOf"
"""Agency → AgencyGroup."""
HOLDS_POST = AMO + "holdsPost"
"""Person → Post (ID + "post/..."), whose skos:prefLabel is 副市长."""
POST_IN = AMO + "postIn"
"""Post → the Actor in which it is held; absent when the text names none."""
CODE = AMO + "code"
"""Region → GB/T 2260 code, a plain literal."""
WITHIN = AMO + "within"
"""Region → Region, transitive."""

# --- What ------------------------------------------------------------------------------------
Initiative = AMO + "Initiative"
Mechanism = AMO + "Mechanism"
Campaign = AMO + "Campaign"
Programme = AMO + "Programme"
Policy = AMO + "Policy"
Agreement = AMO + "Agreement"
Event = AMO + "Event"
Facility = AMO + "Facility"
Case = AMO + "Case"
Collaboration = AMO + "Collaboration"

DATE = AMO + "date"
"""Initiative or Recognition → ISO 8601, a plain literal."""
ESTABLISHES = AMO + "establishes"
PART_OF = AMO + "partOf"
MEASURE = AMO + "measure"
"""A step of a mechanism, a literal @zh."""
PARTICIPATES_IN = AMO + "participatesIn"
LEADS = AMO + "leads"
PARTNERS_IN = AMO + "partnersIn"
SUPERVISES = AMO + "supervises"
TAKES_PART_IN = AMO + "takesPartIn"
COLLABORATES_WITH = AMO + "collaboratesWith"
BETWEEN = AMO + "between"
THROUGH = AMO + "through"
STRENGTH = AMO + "strength"
"""xsd:integer, the number of shared initiatives."""

# Inverses, derived.
INVOLVES = AMO + "involves"
LED_BY = AMO + "ledBy"
PARTNERED_BY = AMO + "partneredBy"
SUPERVISED_BY = AMO + "supervisedBy"
ATTENDED_BY = AMO + "attendedBy"
ESTABLISHED_BY = AMO + "establishedBy"
HAS_PART = AMO + "hasPart"
HAS_MEMBER = AMO + "hasMember"
CONTAINS = AMO + "contains"

# --- With what result ------------------------------------------------------------------------
Outcome = AMO + "Outcome"
Observation = AMO + "Observation"
Recognition = AMO + "Recognition"
Metric = AMO + "Metric"
Unit = AMO + "Unit"
Bound = AMO + "Bound"
Statistic = AMO + "Statistic"

METRIC = AMO + "metric"
USUAL_UNIT = AMO + "usualUnit"
"""Metric → a Unit that the measure itself is given in."""
USUAL_STATISTIC = AMO + "usualStatistic"
"""Metric → the Statistic that the measure itself is: flow, stock or ratio."""
VALUE = AMO + "value"
"""xsd:decimal in base units."""
VALUE_TEXT = AMO + "valueText"
UNIT = AMO + "unit"
BOUND = AMO + "bound"
STATISTIC = AMO + "statistic"
PERIOD = AMO + "period"
"""ISO 8601, a plain literal."""
REPORTED_BY = AMO + "reportedBy"
OUTCOME_OF = AMO + "outcomeOf"
HAS_OUTCOME = AMO + "hasOutcome"
QUALIFIES = AMO + "qualifies"
RECIPIENT = AMO + "recipient"
"""Recognition → the Actor, Region or Initiative that is honoured, where it is one of the graph."""
RECIPIENT_TEXT = AMO + "recipientText"
"""Recognition → the recipient in words, a literal @zh: 10家“专精特新”企业."""
CONFERRED_BY = AMO + "conferredBy"
"""Recognition → the Actor (or Region, 山东省) that confers it."""
CONFERRED_BY_TEXT = AMO + "conferredByText"
"""Recognition → the conferrer in words, a literal @zh."""

EXACT = AMO + "exact"
AT_LEAST = AMO + "at_least"
AT_MOST = AMO + "at_most"
ABOUT = AMO + "about"
MAGNITUDE = AMO + "magnitude"
FLOW = AMO + "flow"
STOCK = AMO + "stock"
RATIO = AMO + "ratio"
GROWTH = AMO + "growth"
CHANGE = AMO + "change"
RANK = AMO + "rank"
TARGET = AMO + "target"
NATIONAL = AMO + "national"
PROVINCIAL = AMO + "provincial"
MUNICIPAL = AMO + "municipal"
COUNTY = AMO + "county"
ZONE = AMO + "zone"

# --- Audit -----------------------------------------------------------------------------------
Finding = AMO + "Finding"
"""Figures that do not agree; in the derived graph audit. Its evidence is prov:wasDerivedFrom."""
FindingKind = AMO + "FindingKind"
Severity = AMO + "Severity"

FINDING_KIND = AMO + "findingKind"
"""Finding → one of `FINDING_KINDS`."""
SEVERITY = AMO + "severity"
"""Finding → one of `SEVERITIES`."""
CONCERNS = AMO + "concerns"
"""Finding → each Observation involved."""
QUESTIONS = AMO + "questions"
"""Finding → the Observation that the others are held against."""
ARITHMETIC = AMO + "arithmetic"
"""Finding → the sum with its intervals, a plain literal: "326 ÷ 737 = 44.2334 %; …"."""
EXPLANATION = AMO + "explanation"
"""Finding → what may have happened, literals @zh and @en."""
COMPUTED_FROM = AMO + "computedFrom"
"""Finding → the least that the other figures allow, xsd:decimal; absent where there is none."""
COMPUTED_TO = AMO + "computedTo"
PRINTED_FROM = AMO + "printedFrom"
"""Finding → the least that the printed digits allow, xsd:decimal; absent where there is none."""
PRINTED_TO = AMO + "printedTo"

TOTAL_MISMATCH = AMO + "totalMismatch"
RATE_MISMATCH = AMO + "rateMismatch"
AVERAGE_MISMATCH = AMO + "averageMismatch"
GROWTH_MISMATCH = AMO + "growthMismatch"
ORDER_BROKEN = AMO + "orderBroken"
STATED_TWICE = AMO + "statedTwice"
STATED_ELSEWHERE = AMO + "statedElsewhere"
IMPLIED_MISMATCH = AMO + "impliedMismatch"
NO_WHOLE_NUMBER = AMO + "noWholeNumber"
CONTRADICTION = AMO + "contradiction"
ROUNDING_DIFFERENCE = AMO + "roundingDifference"
SUSPICIOUS = AMO + "suspicious"

# --- Annotation ------------------------------------------------------------------------------
DENOTES = AMO + "denotes"
"""Concept of a vocabulary → the class or property that says it in the graph."""
STEM = AMO + "stem"
"""OrganType → the stem of the names of collectives, a literal @zh: 市场监管 in 市场监管系统."""

# --- From the words of `kg.facts` to terms ---------------------------------------------------
ACTOR_KINDS = MappingProxyType(
    {
        "agency": Agency,
        "group": AgencyGroup,
        "organisation": Organisation,
        "enterprise": Enterprise,
        "person": Person,
    }
)
INITIATIVE_TYPES = MappingProxyType(
    {
        "mechanism": Mechanism,
        "campaign": Campaign,
        "programme": Programme,
        "policy": Policy,
        "agreement": Agreement,
        "event": Event,
        "facility": Facility,
        "case": Case,
    }
)
ROLES = MappingProxyType(
    {
        "lead": LEADS,
        "partner": PARTNERS_IN,
        "supervisor": SUPERVISES,
        "participant": TAKES_PART_IN,
    }
)
BOUNDS = MappingProxyType(
    {
        "exact": EXACT,
        "at_least": AT_LEAST,
        "at_most": AT_MOST,
        "about": ABOUT,
        "magnitude": MAGNITUDE,
    }
)
STATISTICS = MappingProxyType(
    {
        "flow": FLOW,
        "stock": STOCK,
        "ratio": RATIO,
        "growth": GROWTH,
        "change": CHANGE,
        "rank": RANK,
        "target": TARGET,
    }
)
LEVELS = MappingProxyType(
    {
        "national": NATIONAL,
        "provincial": PROVINCIAL,
        "municipal": MUNICIPAL,
        "county": COUNTY,
        "zone": ZONE,
    }
)

FINDING_KINDS = MappingProxyType(
    {
        "total": TOTAL_MISMATCH,
        "rate": RATE_MISMATCH,
        "average": AVERAGE_MISMATCH,
        "growth": GROWTH_MISMATCH,
        "order": ORDER_BROKEN,
        "repeated": STATED_TWICE,
        "elsewhere": STATED_ELSEWHERE,
        "implied": IMPLIED_MISMATCH,
        "whole": NO_WHOLE_NUMBER,
    }
)
SEVERITIES = MappingProxyType(
    {
        "contradiction": CONTRADICTION,
        "rounding": ROUNDING_DIFFERENCE,
        "suspicious": SUSPICIOUS,
    }
)

# --- Foreign terms that the graph uses -------------------------------------------------------
RDF_TYPE = RDF + "type"
LABEL = RDFS + "label"
PREF_LABEL = SKOS + "prefLabel"
ALT_LABEL = SKOS + "altLabel"
HIDDEN_LABEL = SKOS + "hiddenLabel"
BROADER = SKOS + "broader"
Concept = SKOS + "Concept"
ConceptScheme = SKOS + "ConceptScheme"
IN_SCHEME = SKOS + "inScheme"
TOP_CONCEPT_OF = SKOS + "topConceptOf"
NOTATION = SKOS + "notation"
EXACT_MATCH = SKOS + "exactMatch"
TITLE = DCTERMS + "title"
PUBLISHER = DCTERMS + "publisher"
ISSUED = DCTERMS + "issued"
SOURCE = DCTERMS + "source"
IDENTIFIER = DCTERMS + "identifier"
LAT = GEO + "lat"
LONG = GEO + "long"
DECIMAL = XSD + "decimal"
INTEGER = XSD + "integer"
WAS_GENERATED_BY = PROV + "wasGeneratedBy"
WAS_DERIVED_FROM = PROV + "wasDerivedFrom"
USED = PROV + "used"
HAD_MEMBER = PROV + "hadMember"

# --- Graphs that are not evidence ------------------------------------------------------------
EVIDENCE_BASE = ID + "evidence/"
"""Evidence, node and named graph: EVIDENCE_BASE + "zibo-2024/120-180"."""
REFERENCE_GRAPH = ID + "graph/reference"
EVIDENCE_GRAPHS = ID + "graph/evidence"
"""All evidence graphs as a collection; its members are the documents that they stand in."""
DERIVED_BASE = ID + "graph/derived/"
