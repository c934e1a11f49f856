"""What values a parameter can take, from the data.

In: a saved query, the name of one of its parameters, and where the pattern of its front matter is asked.  Out: the
SPARQL that lists the values with their names and the number of times that each is met, the commonest first.
"""

from kg.errors import QueryError
from kg.queries.parameters import Parameter
from kg.queries.saved import SavedQuery

MOST = 200
_PREFIXES = """PREFIX kg: <https://w3id.org/conflict-kg/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""


def values_text(query: SavedQuery, name: str) -> str:
    """Return the SPARQL that lists a parameter's values; raise QueryError where there is no list of them."""
    parameter = next((known for known in query.parameters if known.name == name), None)
    if parameter is None:
        listed = ", ".join(known.name for known in query.parameters) or "none"
        raise QueryError(f"{query.name} has no parameter {name}: it has {listed}")
    return _PREFIXES + (_chosen(parameter) if parameter.choices else _met(query, parameter))


def _chosen(parameter: Parameter) -> str:
    rows = " ".join(f"<{choice}>" for choice in parameter.choices)
    return (
        f"SELECT ?value (STR(?label) AS ?name) {{ VALUES ?value {{ {rows} }} OPTIONAL {{ ?value rdfs:label ?label }} }}"
    )


def _met(query: SavedQuery, parameter: Parameter) -> str:
    if not parameter.pattern:
        raise QueryError(
            f"--{parameter.name} of {query.name} takes any {parameter.type}: there is no list of its values"
        )
    return f"""SELECT DISTINCT ?value ?name ?times {{
  {{
    SELECT ?value (COUNT(*) AS ?times) {{ {parameter.pattern} }}
    GROUP BY ?value ORDER BY DESC(?times) ?value LIMIT {MOST}
  }}
  OPTIONAL {{ ?value rdfs:label|kg:document ?label . FILTER(LANG(?label) IN ("en", "")) }}
  BIND(STR(?label) AS ?name)
}} ORDER BY DESC(?times) ?value ?name"""
