"""Claims -> quads: the vocabulary, the IRIs, the mapping; and the ontology folder -> the values other stages use."""
