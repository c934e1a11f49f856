"""The store -> what others load: releases, flat rows of claims and events, loads of SPARQL servers."""
