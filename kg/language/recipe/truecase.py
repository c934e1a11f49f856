"""Train the network of kg/language/truecase.py: which words keep their capital inside a sentence.

Usage: truecase.py CORPORA_DIR VECTORS_DIR OUT.npz     (needs scikit-learn; a minute on one core)
Reads EWT, GUM (its CC BY genres) and WikiGold; prints precision, recall and F1 on PUD.
"""
import re, sys
from pathlib import Path
import numpy as np, spacy
from sklearn.neural_network import MLPClassifier
from kg.language.truecase import KEEPS_CAPITAL, features


def treebank(path):
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        yield [row[1] for row in rows if row[0].isdigit()]


def wikigold(path):
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        yield [line.split()[0] for line in block.splitlines() if line.strip() and not line.startswith("-DOCSTART-")]


def examples(sentences, vocab):
    seen, rows, labels = {}, [], []
    def vector(word):
        word = word.lower()
        if word not in seen: seen[word] = features(word, vocab).astype("f")
        return seen[word]
    for words in sentences:
        letters = [w for w in words if w.isalpha()]
        if not letters or sum(w[0].isupper() for w in letters) > .6 * len(letters):
            continue  # a title in title case teaches nothing
        blank = vector(".") * 0
        for i in range(1, len(words)):
            if re.search("[a-zA-Z]", words[i]) and words[i - 1] not in '.:"“':
                after = vector(words[i + 1]) if i + 1 < len(words) else blank
                rows.append(np.concatenate([vector(words[i]), vector(words[i - 1]), after]))
                labels.append(words[i][0].isupper())
    return np.array(rows), np.array(labels)


if __name__ == "__main__":
    corpora, vectors, out = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    vocab = spacy.load(vectors).vocab
    x, y = examples([*treebank(corpora / "ud/en_ewt-ud-train.conllu"), *treebank(corpora / "ud/gum_cc.conllu"),
                     *wikigold(corpora / "ner/wikigold.conll")], vocab)
    net = MLPClassifier((48,), max_iter=14, early_stopping=True, random_state=0).fit(x, y)
    x, y = examples(treebank(corpora / "ud/en_pud-ud-test.conllu"), vocab)
    kept = net.predict_proba(x)[:, 1] > KEEPS_CAPITAL
    p, r = (kept & y).sum() / kept.sum(), (kept & y).sum() / y.sum()
    print(f"PUD precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f}")
    np.savez_compressed(out, hidden=net.coefs_[0].astype("f2"), hidden_bias=net.intercepts_[0].astype("f2"),
                        out=net.coefs_[1].astype("f2"), out_bias=net.intercepts_[1].astype("f2"))
