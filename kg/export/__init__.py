"""The store -> what others load: dumps of the graph, and flat rows of claims and events."""
