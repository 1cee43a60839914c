"""Teach the line reader to tell handwriting from print: `python -m training.hand --reader reader.pt …`.

One linear step on what the finished network sees at each step, learned from lines in fonts that look written
and in fonts that are set; the network itself stays as it is. The result is kept in the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from training.alphabet import LETTERS
from training.lines import Face, Maker, faces
from training.network import STRIDE, LineNetwork
from training.train import as_tensor

_WRITTEN = (
    "patrick-hand", "mali", "itim", "pangolin", "sriracha", "charm", "charmonman", "dancing-script",
    "playpen-sans", "delicious-handrawn",
)  # fmt: skip


def is_written(face: Face) -> bool:
    """Whether the face looks written by hand."""
    return any(f"/{name}" in face.files[0] for name in _WRITTEN)


def _features(
    network: LineNetwork, maker: Maker, texts: list[str], count: int, seed: int
) -> tuple[Tensor, list[str]]:
    """What the network sees of that many strips (the mean over the steps of each), and their faces."""
    rng, rows, names = np.random.default_rng(seed), [], []
    while len(rows) < count:
        text = texts[int(rng.integers(len(texts)))]
        strip = maker.strip(text) if sum(map(str.isalpha, text)) > 3 else None
        if strip is None or strip.shape[1] > 700:
            continue
        width = strip.shape[1] // STRIDE * STRIDE
        with torch.no_grad():
            seen = network.along(network.fold(network.look(as_tensor(strip[None, :, :width]))).squeeze(2))
        rows.append(seen[0, :, 2:-2].mean(dim=1))
        names.append(maker.face.files[0].rsplit("/", 1)[-1])
    return torch.stack(rows), names


def _fit(written: Tensor, printed: Tensor) -> tuple[nn.Linear, float]:
    """The linear step, and the share of held-apart strips that it tells right."""
    data = torch.cat([written, printed])
    truth = torch.cat([torch.ones(len(written)), torch.zeros(len(printed))])
    mean, spread = data.mean(dim=0), data.std(dim=0) + 1e-6
    order = torch.randperm(len(data), generator=torch.Generator().manual_seed(1))
    apart, taught = order[: len(order) // 5], order[len(order) // 5 :]
    step = nn.Linear(data.shape[1], 1)
    optimiser = torch.optim.LBFGS(step.parameters(), max_iter=300)
    scaled = (data - mean) / spread

    def loss() -> Tensor:
        optimiser.zero_grad()
        told = step(scaled[taught]).squeeze(1)
        value = nn.functional.binary_cross_entropy_with_logits(told, truth[taught])
        value = value + 1e-3 * step.weight.square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    right = ((step(scaled[apart]).squeeze(1) > 0) == (truth[apart] > 0)).float().mean()
    with torch.no_grad():  # for features as they are, not as they were scaled
        step.bias -= (step.weight[0] * mean / spread).sum()
        step.weight /= spread
    return step, float(right)


def _show(step: nn.Linear, names: Sequence[str], rows: Tensor) -> None:
    """The mean look of each face."""
    with torch.no_grad():
        looks = step(rows).squeeze(1).tolist()
    by_face: dict[str, list[float]] = {}
    for name, look in zip(names, looks, strict=True):
        by_face.setdefault(name, []).append(look)
    for name, some in sorted(by_face.items(), key=lambda item: -sum(item[1]) / len(item[1])):
        sys.stdout.write(f"{sum(some) / len(some):7.2f} {len(some):4} {name}\n")


def main() -> int:
    """Fit and keep."""
    options = argparse.ArgumentParser(prog="python -m training.hand", description=__doc__)
    options.add_argument("--reader", type=Path, required=True, help="the trained reader; the step is added")
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--fonts", type=Path, nargs="+", required=True, help="folders of web fonts")
    options.add_argument("--count", type=int, default=4000, help="strips of each kind")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    kept = torch.load(chosen.reader)
    network = LineNetwork(len(LETTERS) + 1)
    network.load_state_dict(kept["average"])
    network.eval()
    texts = chosen.corpus.read_text(encoding="utf-8").splitlines()
    found = [face for folder in chosen.fonts for face in faces(folder)]
    sides = []
    for written in (True, False):
        some = [face for face in found if is_written(face) is written]
        sys.stdout.write(f"{'written' if written else 'printed'}: {len(some)} faces\n")
        maker = Maker(some, texts, np.random.default_rng(77 + written), hard=0.8)
        sides.append(_features(network, maker, texts, chosen.count, 5 + written))
    (written_rows, written_names), (printed_rows, printed_names) = sides
    step, right = _fit(written_rows, printed_rows)
    _show(step, (*written_names, *printed_names), torch.cat([written_rows, printed_rows]))
    sys.stdout.write(f"told right: {100 * right:.2f} %\n")
    kept["hand"] = step.state_dict()
    torch.save(kept, chosen.reader)
    return 0


if __name__ == "__main__":
    sys.exit(main())
