/**
 * The weights in an ONNX file, by their names. Just enough of protobuf and of `onnx.proto3` for that: ModelProto.graph 7,
 * GraphProto.node 1, NodeProto.attribute 5, AttributeProto name 1, tensor 5, graph 6, TensorProto name 8, raw_data 9.
 *
 * @param branch of an `If` node that is followed, e.g. `then_branch`; weights in others are left alone
 */
export function readOnnxWeights(file: Uint8Array, branch: string): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  const readGraph = (graph: Uint8Array) => {
    for (const node of parts(graph, 1)) {
      for (const attribute of parts(node, 5)) {
        for (const tensor of parts(attribute, 5)) readTensor(tensor);
        if (textOf(attribute, 1) === branch) for (const inner of parts(attribute, 6)) readGraph(inner);
      }
    }
  };
  const readTensor = (tensor: Uint8Array) => {
    const name = textOf(tensor, 8);
    const [raw] = parts(tensor, 9);
    if (name && raw && raw.length % 4 === 0) weights.set(name, new Float32Array(Uint8Array.from(raw).buffer));
  };
  for (const graph of parts(file, 7)) readGraph(graph);
  return weights;
}

const textOf = (message: Uint8Array, field: number) =>
  parts(message, field).map((text) => Buffer.from(text).toString())[0];

const VARIABLE = 0;
const EIGHT_BYTES = 1;
const WITH_LENGTH = 2;
const FOUR_BYTES = 5;

/** All values of a field that have a length: texts, bytes and messages. @throws Error for what is not protobuf */
function parts(message: Uint8Array, wanted: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('The ONNX file is cut off.');
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = number();
    const kind = tag & 7;
    if (kind === VARIABLE) number();
    else if (kind === EIGHT_BYTES) at += 8;
    else if (kind === FOUR_BYTES) at += 4;
    else if (kind === WITH_LENGTH) {
      const length = number();
      if (Math.floor(tag / 8) === wanted) found.push(message.subarray(at, at + length));
      at += length;
    } else throw new Error('The ONNX file is damaged.');
  }
  return found;
}
