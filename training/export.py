"""A trained reader -> the file that ships: matrices in 8 bits, or fewer, with a scale for each output.

python training/export.py --model questions.pt --out assistant/reader/questions.npz [--bits 7]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from assistant.reader.network import SCALE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bits", type=int, default=8, help="fewer make a smaller file")
    options = parser.parse_args()
    most = 2 ** (options.bits - 1) - 1
    stored: dict[str, np.ndarray] = {}
    for name, tensor in torch.load(options.model)["state"].items():
        values = tensor.float().numpy()
        if values.ndim == 2 and name.endswith(".weight"):
            scale = np.maximum(np.abs(values).max(axis=1), 1e-8) / most
            stored[name] = np.round(values / scale[:, None]).astype(np.int8)
            stored[name + SCALE] = scale.astype(np.float32)
        else:
            stored[name] = values.astype(np.float16 if values.ndim == 2 else np.float32)
    np.savez_compressed(options.out, **stored)
    print(f"{options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
