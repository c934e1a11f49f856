"""Saved SPARQL queries: load, check, bind, run and write them.

queries/*.rq -> SavedQuery -> (values) -> SPARQL text -> Answer -> table, csv, tsv, json, jsonl.  A query's command
is its file name; its parameters are its variables that begin with an underscore.  Values are bound as terms, and no
text reaches a store before `check_text` has passed it.
"""

from kg.queries.answer import Answer
from kg.queries.binding import bind
from kg.queries.check import check_text
from kg.queries.chosen import left_out
from kg.queries.executables import executables
from kg.queries.index import index_markdown
from kg.queries.parameters import LIMIT_NAME, Parameter
from kg.queries.remote import run_remote
from kg.queries.run import MAX_ROWS, run, run_limited
from kg.queries.saved import SavedQuery, load_queries, read_query
from kg.queries.several import run_several
from kg.queries.values import values_text
from kg.queries.write import FORMATS, write_answer

__all__ = [
    "FORMATS",
    "LIMIT_NAME",
    "MAX_ROWS",
    "Answer",
    "Parameter",
    "SavedQuery",
    "bind",
    "check_text",
    "executables",
    "index_markdown",
    "left_out",
    "load_queries",
    "read_query",
    "run",
    "run_limited",
    "run_remote",
    "run_several",
    "values_text",
    "write_answer",
]
