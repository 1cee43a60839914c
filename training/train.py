"""Train the line reader: `python -m training.train --corpus corpus.txt --fonts FOLDER --out reader.pt`.

Strips are drawn as they are needed and never twice. `--minutes` says how long; what was reached is kept
every few minutes, and a run goes on where its file left off.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing as mp
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from training.alphabet import LETTERS
from training.lines import HEIGHT, Maker, faces
from training.network import LineNetwork

_INDEX = {letter: at for at, letter in enumerate(" " + LETTERS, 1)}
#: Strips are made up to one of these widths: few shapes let the processor's kernels be kept.
_WIDTHS = (64, 96, 128, 160, 208, 256, 320, 400, 512, 704)
#: Columns of a batch: many short strips or few long ones.
_COLUMNS = 9000
_LOSS = nn.CTCLoss(zero_infinity=True)

Batch = tuple[NDArray[np.uint8], list[list[int]]]


def _batches(corpus: Path, fonts: Path, seed: int) -> Iterator[Batch]:
    texts = corpus.read_text(encoding="utf-8").splitlines()
    rng = np.random.default_rng(seed)
    maker = Maker(faces(fonts), texts, rng)
    waiting: dict[int, list[tuple[NDArray[np.uint8], list[int]]]] = {width: [] for width in _WIDTHS}
    while True:
        text = texts[int(rng.integers(len(texts)))]
        strip = maker.strip(text)
        width = next((w for w in _WIDTHS if strip is not None and strip.shape[1] <= w), None)
        if strip is None or width is None:
            continue
        waiting[width].append((strip, [_INDEX[letter] for letter in text]))
        if len(waiting[width]) * width > _COLUMNS:
            yield _padded(waiting[width], width)
            waiting[width] = []


def _padded(group: list[tuple[NDArray[np.uint8], list[int]]], width: int) -> Batch:
    images = np.full((len(group), HEIGHT, width), 255, np.uint8)
    for image, (strip, _) in zip(images, group, strict=True):
        image[:, : strip.shape[1]] = strip
    return images, [letters for _, letters in group]


def _draw(queue: mp.Queue[Batch], corpus: Path, fonts: Path, seed: int) -> None:
    import cv2

    cv2.setNumThreads(1)
    for batch in _batches(corpus, fonts, seed):
        queue.put(batch)


def as_tensor(images: NDArray[np.uint8]) -> Tensor:
    """Ink as 1, paper as 0."""
    ink = 1.0 - torch.from_numpy(images).float().div_(255.0)
    return ink.unsqueeze(1).contiguous(memory_format=torch.channels_last)


@dataclass(slots=True)
class _Run:
    """A run of training: the network, the average of its late states, and how far it came."""

    network: LineNetwork
    average: LineNetwork
    optimiser: torch.optim.Optimizer
    step: int = 0
    spent: float = 0.0

    @classmethod
    def begun(cls, rate: float) -> Self:
        """A run at its beginning."""
        network = LineNetwork(len(LETTERS) + 1).to(memory_format=torch.channels_last)
        average = LineNetwork(len(LETTERS) + 1)
        best = torch.optim.AdamW(network.parameters(), rate, weight_decay=0.01, betas=(0.9, 0.98))
        return cls(network, average, best)

    def go_on_from(self, file: Path) -> None:
        """Take up the run that was kept there."""
        kept = torch.load(file)
        self.network.load_state_dict(kept["network"])
        self.average.load_state_dict(kept["average"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.step, self.spent = kept["step"], kept["spent"]

    def keep(self, out: Path, spent: float) -> None:
        """Store the run, in one stroke."""
        parts = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
        }
        fresh = out.with_suffix(".new")
        torch.save({**parts, "step": self.step, "spent": spent}, fresh)
        fresh.replace(out)

    def learn(self, batch: Batch, rate: float) -> float:
        """One step down the slope; gives the loss before it."""
        images, letters = batch
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        out = self.network(as_tensor(images)).log_softmax(2).transpose(0, 1)
        lengths = torch.tensor([len(row) for row in letters])
        targets = torch.tensor([letter for row in letters for letter in row])
        loss = _LOSS(out, targets, torch.full((len(letters),), out.shape[0]), lengths)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self.step += 1
        _follow(self.average, self.network, min(0.999, (self.step + 1) / (self.step + 20)))
        return float(loss.detach())


def main() -> int:
    """Train."""
    chosen = _options().parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    run = _Run.begun(chosen.rate)
    if chosen.out.exists():
        run.go_on_from(chosen.out)
    if chosen.again:
        run.spent = 0.0
    queue: mp.Queue[Batch] = mp.Queue(24)
    given = (queue, chosen.corpus, chosen.fonts, chosen.seed + run.step)
    artist = mp.Process(target=_draw, args=given, daemon=True)
    artist.start()
    _train(run, queue, chosen)
    artist.terminate()
    return 0


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--fonts", type=Path, required=True, help="folder of web fonts (npm, @fontsource)")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--minutes", type=float, default=90.0)
    options.add_argument("--again", action="store_true", help="a new fall of the rate, from what was reached")
    options.add_argument("--rate", type=float, default=2.5e-3, help="the highest rate of learning")
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--seed", type=int, default=1)
    return options


def _train(run: _Run, queue: mp.Queue[Batch], chosen: argparse.Namespace) -> None:
    """Learn from the queue until the time is over, and keep what was reached."""
    whole, before = chosen.minutes * 60, run.spent
    begun = last = time.monotonic()
    running, seen = 0.0, 0
    while (now := before + time.monotonic() - begun) < whole:
        batch = queue.get()
        rate = _rate(now / whole, run.step, chosen.rate)
        loss = run.learn(batch, rate)
        seen += len(batch[1])
        running += (loss - running) * (0.02 if run.step > 50 else 0.2)
        if run.step % 200 == 0:
            sys.stdout.write(
                f"{now / 60:6.1f} min  step {run.step}  strips {seen}  rate {rate:.5f}  loss {running:.4f}\n"
            )
            sys.stdout.flush()
        if time.monotonic() - last > 150:
            run.keep(chosen.out, before + time.monotonic() - begun)
            last = time.monotonic()
    run.keep(chosen.out, before + time.monotonic() - begun)


def _rate(done: float, step: int, most: float) -> float:
    """A short rise, then down a cosine to nearly nothing at the end of the time."""
    return most * min(1.0, (step + 1) / 300) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def _follow(average: nn.Module, network: nn.Module, inertia: float) -> None:
    with torch.no_grad():
        for kept, now in zip(average.state_dict().values(), network.state_dict().values(), strict=True):
            if kept.dtype.is_floating_point:
                kept.lerp_(now, 1 - inertia)
            else:
                kept.copy_(now)


if __name__ == "__main__":
    sys.exit(main())
