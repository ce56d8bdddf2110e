"""The graphs that ``assistant/embedding/transformer.py`` runs, without weights:
python training/graphs.py --out assistant/embedding [--width 384 --inner 1536 --heads 12 --epsilon 1e-12]

``layer.onnx`` is one layer of BERT, ``layers.onnx`` are twelve. What goes into a matrix becomes 8-bit integers
with a scale for each token; ``zero`` and ``step`` say of how many steps. ``widest.onnx`` multiplies the largest
integers, which tells whether the processor adds them without loss. Needs the package onnx.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from onnx import ModelProto, NodeProto, TensorProto, helper

CONTRIB = "com.microsoft"  # onnxruntime's own operators
DEPTH, COLUMNS = 64, 16
TOGETHER = 12  # layers of both networks that ship


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a layer."""

    width: int
    inner: int
    heads: int
    epsilon: float


class Graph:
    """Nodes and weights, put down one after another; each operation gives the name of what it makes."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.weights: list[TensorProto] = []

    def op(
        self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object
    ) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **attributes))
        return name

    def constant(self, name: str, kind: int, dims: list[int], values: list[float]) -> str:
        self.weights.append(helper.make_tensor(name, kind, dims, values))
        return name

    def weight(self, name: str, kind: int, *dims: int) -> str:
        """A tensor that whoever runs the graph brings along."""
        tensor = TensorProto(
            name=name, data_type=kind, dims=dims, data_location=TensorProto.EXTERNAL
        )
        tensor.external_data.add(key="location", value="weights")
        self.weights.append(tensor)
        return name

    def integers(self, x: str) -> tuple[str, str]:
        """Names of what ``x`` is in integers, (tokens, inputs), and of its scale for each token, (tokens, 1)."""
        most = self.op(
            "ReduceMax", [self.op("Abs", [x], f"{x}.abs"), "last"], f"{x}.most", keepdims=1
        )
        scales = self.op(
            "Max", [self.op("Mul", [most, "step"], f"{x}.step"), "tiny"], f"{x}.scales"
        )
        flat = self.op("Reshape", [scales, "last"], f"{x}.flat")
        zeros = self.op("Expand", ["zero", self.op("Shape", [flat], f"{x}.count")], f"{x}.zeros")
        return self.op("QuantizeLinear", [x, flat, zeros], f"{x}.integers", axis=0), scales

    def times(self, integers: str, scales: str, name: str, inputs: int, outputs: int) -> str:
        """What the matrix of that name makes of ``integers``, without its bias."""
        matrix = self.weight(f"{name}.integers", TensorProto.INT8, inputs, outputs)
        of_outputs = self.weight(f"{name}.scales", TensorProto.FLOAT, outputs)
        product = self.op(
            "MatMulIntegerToFloat",
            [integers, matrix, "one", of_outputs, "zero", "none"],
            f"{name}.product",
            CONTRIB,
        )
        return self.op("Mul", [product, scales], f"{name}.scaled")

    def added(self, x: str, more: str, name: str, norm: str, width: int, epsilon: float) -> str:
        """``x`` and ``more`` and its bias, normalised."""
        bias = self.weight(f"{name}.bias", TensorProto.FLOAT, width)
        weights = [
            self.weight(f"{norm}.{each}", TensorProto.FLOAT, width) for each in ("weight", "bias")
        ]
        both = self.op("Add", [x, self.op("Add", [more, bias], f"{name}.y")], f"{norm}.x")
        # Six times as fast as SkipLayerNormalization, which does all three at once.
        return self.op(
            "LayerNormalization", [both, *weights], f"{norm}.y", axis=-1, epsilon=epsilon
        )


def layers(count: int, shape: Shape) -> ModelProto:
    """So many layers, one after another; a weight's name begins with its layer's number, from 0."""
    graph = Graph()
    graph.weight("step", TensorProto.FLOAT, 1)
    graph.weight("zero", TensorProto.UINT8, 1)
    graph.constant("none", TensorProto.INT8, [], [0])
    graph.constant("one", TensorProto.FLOAT, [], [1.0])
    graph.constant("tiny", TensorProto.FLOAT, [], [1e-20])
    graph.constant("last", TensorProto.INT64, [1], [-1])
    graph.constant("first", TensorProto.INT64, [1], [0])
    x = "x"
    for number in range(count):
        x = layer(graph, f"{number}.", x, shape)
    ends = (TensorProto.FLOAT, "x", shape.width), (TensorProto.FLOAT, x, shape.width)
    return model(graph, "layers", *ends)


def layer(graph: Graph, at: str, x: str, shape: Shape) -> str:
    """Puts a layer down; ``at`` begins its names."""
    width, inner, epsilon = shape.width, shape.inner, shape.epsilon
    given = graph.integers(x)
    parts = [graph.times(*given, f"{at}{part}", width, width) for part in ("query", "key", "value")]
    batches = [graph.op("Unsqueeze", [part, "first"], f"{part}.batch") for part in parts]
    read = [*batches, graph.weight(f"{at}attend.bias", TensorProto.FLOAT, 3 * width)]
    batch = graph.op(
        "MultiHeadAttention", read, f"{at}attended.batch", CONTRIB, num_heads=shape.heads
    )
    attended = graph.op("Squeeze", [batch, "first"], f"{at}attended")
    out = graph.times(*graph.integers(attended), f"{at}out", width, width)
    x = graph.added(x, out, f"{at}out", f"{at}out_norm", width, epsilon)
    wide = graph.times(*graph.integers(x), f"{at}inner", width, inner)
    bias = graph.weight(f"{at}inner.bias", TensorProto.FLOAT, inner)
    added = graph.op("Add", [wide, bias], f"{at}inner.y")
    bent = graph.op("Gelu", [added], f"{at}bent", CONTRIB)
    narrow = graph.times(*graph.integers(bent), f"{at}outer", inner, width)
    return graph.added(x, narrow, f"{at}outer", f"{at}outer_norm", width, epsilon)


def widest() -> ModelProto:
    graph = Graph()
    graph.constant("most", TensorProto.INT8, [DEPTH, COLUMNS], [127] * DEPTH * COLUMNS)
    y = graph.op("MatMulInteger", ["x", "most"], "y")
    return model(graph, "widest", (TensorProto.UINT8, "x", DEPTH), (TensorProto.INT32, y, COLUMNS))


def model(graph: Graph, name: str, x: tuple[int, str, int], y: tuple[int, str, int]) -> ModelProto:
    ends = [
        [helper.make_tensor_value_info(end, kind, ["tokens", width])] for kind, end, width in (x, y)
    ]
    made = helper.make_model(
        helper.make_graph(graph.nodes, name, *ends, graph.weights),
        opset_imports=[helper.make_opsetid("", 19), helper.make_opsetid(CONTRIB, 1)],
    )
    made.ir_version = 9
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--width", type=int, default=384)
    parser.add_argument("--inner", type=int, default=1536)
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--epsilon", type=float, default=1e-12)
    options = parser.parse_args()
    shape = Shape(options.width, options.inner, options.heads, options.epsilon)
    made = {
        "layer.onnx": layers(1, shape),
        "layers.onnx": layers(TOGETHER, shape),
        "widest.onnx": widest(),
    }
    for name, each in made.items():
        (options.out / name).write_bytes(each.SerializeToString(deterministic=True))


if __name__ == "__main__":
    main()
