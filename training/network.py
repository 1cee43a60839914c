"""The line reader's network: a strip's picture in, for every fourth column the likelihood of each letter.

Convolutions alone, so that every column is worked out beside the others: fast on a processor, and a letter
is read by what stands around it, not by what a language model expects there.
"""

from __future__ import annotations

from torch import Tensor, nn

#: Columns of a strip for one step of the output.
STRIDE = 4


def _block(inside: int, outside: int, stride: tuple[int, int] = (1, 1), kernel: int = 3) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
    )


class _Residual(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = _block(channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class _Along(nn.Module):
    """A look to both sides along the line, and a mixing of what was seen."""

    def __init__(self, channels: int, reach: int, spacing: int) -> None:
        super().__init__()
        padding = reach // 2 * spacing
        self.body = nn.Sequential(
            nn.Conv1d(
                channels, channels, reach, padding=padding, dilation=spacing, groups=channels, bias=False
            ),
            nn.BatchNorm1d(channels),
            nn.Conv1d(channels, 2 * channels, 1),
            nn.ReLU(inplace=True),
            nn.Conv1d(2 * channels, channels, 1, bias=False),
            nn.BatchNorm1d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


class LineNetwork(nn.Module):
    """(N, 1, 40, W), ink as 1 and paper as 0, to (N, W / 4, letters + 1), logarithms not yet normalised."""

    def __init__(self, letters: int, width: tuple[int, ...] = (16, 32, 64, 96), along: int = 144) -> None:
        super().__init__()
        a, b, c, d = width
        self.look = nn.Sequential(
            _block(1, a, (2, 2)),
            _block(a, b, (2, 1)),
            _block(b, c, (1, 2)),
            _Residual(c),
            _block(c, d, (2, 1)),
            _Residual(d),
        )
        self.fold = nn.Sequential(
            nn.Conv2d(d, along, (5, 3), padding=(0, 1), bias=False), nn.BatchNorm2d(along), nn.ReLU()
        )
        self.along = nn.Sequential(_Along(along, 7, 1), _Along(along, 7, 2), _Along(along, 5, 1))
        self.name = nn.Conv1d(along, letters + 1, 1)

    def forward(self, strips: Tensor) -> Tensor:
        seen = self.fold(self.look(strips)).squeeze(2)
        return self.name(self.along(seen)).transpose(1, 2)
