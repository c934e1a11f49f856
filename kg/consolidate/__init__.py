"""Reports of many articles -> events: which reports tell of one event, and what their claims disagree on.

In: a pyoxigraph store of article graphs and the event classes' parents.  Out: the quads of graph/events.  Reading
order: features, wording (store -> facts), comparisons, accounts (what two facts have in common, in their values and in
their words), pairs (facts -> scored pairs), clusters (pairs -> groups), disagreement and summary
(a group -> what an event node says), events (the quads).  From one build to the next: update (what changed, and no
more), neighbours and index (the cache that this needs), identity (which group keeps which IRI), history
(graph/changes), judged and judged_reports (what a person decided).
"""

from kg.consolidate.account import PARTS
from kg.consolidate.events import consolidate, explain
from kg.consolidate.history import current
from kg.consolidate.index import Index
from kg.consolidate.judged import EventJudgement, Judged, load_event_judgements, pair_of
from kg.consolidate.judged_reports import read_judged
from kg.consolidate.update import Update, update

__all__ = [
    "PARTS",
    "EventJudgement",
    "Index",
    "Judged",
    "Update",
    "consolidate",
    "current",
    "explain",
    "load_event_judgements",
    "pair_of",
    "read_judged",
    "update",
]
