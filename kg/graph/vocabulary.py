"""The namespaces and the terms of other vocabularies that the graph uses, as constants."""

from types import MappingProxyType

from pyoxigraph import NamedNode

from kg.graph.iris import BASE

KG = BASE + "ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
DCTERMS = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
GEO = "http://www.opengis.net/ont/geosparql#"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
EDTF = "http://id.loc.gov/datatypes/edtf"
GEONAMES = "https://sws.geonames.org/"

PREFIXES = MappingProxyType(
    {
        "kg": KG,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "dcterms": DCTERMS,
        "schema": SCHEMA,
        "prov": PROV,
        "oa": OA,
        "skos": SKOS,
        "geo": GEO,
        "wgs84": WGS84,
    }
)

TYPE = NamedNode(RDF + "type")
SUBJECT = NamedNode(RDF + "subject")
PREDICATE = NamedNode(RDF + "predicate")
OBJECT = NamedNode(RDF + "object")
LABEL = NamedNode(RDFS + "label")
TITLE = NamedNode(DCTERMS + "title")
PUBLISHER = NamedNode(DCTERMS + "publisher")
CREATOR = NamedNode(DCTERMS + "creator")
ISSUED = NamedNode(DCTERMS + "issued")
LANGUAGE = NamedNode(DCTERMS + "language")
URL = NamedNode(SCHEMA + "url")
ACTIVITY = NamedNode(PROV + "Activity")
GENERATED_BY = NamedNode(PROV + "wasGeneratedBy")
HAS_SOURCE = NamedNode(OA + "hasSource")
START = NamedNode(OA + "start")
END = NamedNode(OA + "end")
EXACT = NamedNode(OA + "exact")
LATITUDE = NamedNode(WGS84 + "lat")
LONGITUDE = NamedNode(WGS84 + "long")
GEOMETRY = NamedNode(GEO + "Geometry")
HAS_GEOMETRY = NamedNode(GEO + "hasGeometry")
AS_WKT = NamedNode(GEO + "asWKT")
WKT = NamedNode(GEO + "wktLiteral")
ACCURACY = NamedNode(GEO + "hasMetricSpatialAccuracy")
