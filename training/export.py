"""Store a trained line reader as the program uses it: `python -m training.export reader.pt reader.onnx`."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from training.alphabet import LETTERS
from training.lines import HEIGHT
from training.network import LineNetwork


def main() -> int:
    """Write the network, without what only training needs, with the names of its outputs."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    kept = torch.load(source, map_location="cpu")
    network = LineNetwork(len(LETTERS) + 1)
    network.load_state_dict(kept["average"])
    network.eval()
    hand = nn.Linear(kept["hand"]["weight"].shape[1], 1)
    hand.load_state_dict(kept["hand"])
    strip = torch.zeros(1, 1, HEIGHT, 320)
    torch.onnx.export(
        _Told(_joined(network), hand),
        (strip,),
        target,
        input_names=["ink"],
        output_names=["scores", "hand"],
        dynamic_axes={
            "ink": {0: "strips", 3: "columns"},
            "scores": {0: "strips", 1: "steps"},
            "hand": {0: "strips", 1: "steps"},
        },
        opset_version=17,
        dynamo=False,
    )
    model = onnx.load(target)
    onnx.helper.set_model_props(model, {"letters": "\u2205 " + LETTERS})
    onnx.save(model, target)
    return 0


class _Told(nn.Module):
    """The network with the step that tells handwriting from print beside its letters."""

    def __init__(self, network: LineNetwork, hand: nn.Linear) -> None:
        super().__init__()
        self.network, self.hand = network, hand

    def forward(self, ink: Tensor) -> tuple[Tensor, Tensor]:
        net = self.network
        seen = net.along(net.fold(net.look(ink)).squeeze(2))
        return net.name(seen).transpose(1, 2), self.hand(seen.transpose(1, 2)).squeeze(2)


def _joined(network: LineNetwork) -> LineNetwork:
    """The network with each normalisation worked into the convolution before it."""
    for module in network.modules():
        if not isinstance(module, nn.Sequential):
            continue
        for at, (conv, norm) in enumerate(pairwise(list(module))):
            if isinstance(norm, nn.BatchNorm2d | nn.BatchNorm1d):
                module[at] = nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
                module[at + 1] = nn.Identity()
    return network


if __name__ == "__main__":
    sys.exit(main())
