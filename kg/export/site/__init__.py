"""Store -> a static linked-data site: a page for every event, actor, place, article and claim.  Read build.py first."""

from kg.export.site.build import Summary, publish
from kg.export.site.plan import SitePlan

__all__ = ["SitePlan", "Summary", "publish"]
