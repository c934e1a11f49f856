"""Reports of many articles -> events: which reports tell of one event, and what their claims disagree on.

In: a pyoxigraph store of article graphs and the event classes' parents.  Out: the quads of graph/events.  Reading
order: features, wording (store -> facts), comparisons, accounts (what two facts have in common, in their values and in
their words), pairs (facts -> scored pairs), clusters (pairs -> groups), disagreement and summary
(a group -> what an event node says), events (the quads).
"""

from kg.consolidate.events import consolidate, explain

__all__ = ["consolidate", "explain"]
