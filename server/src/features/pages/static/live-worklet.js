/** Runs beside the audio: hands over what is heard, all channels mixed to one, a tenth of a second at a time. */
class Hearer extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(sampleRate / 10);
    this.piece = new Float32Array(this.size);
    this.filled = 0;
    this.port.onmessage = () => {
      this.port.postMessage(this.piece.slice(0, this.filled));
      this.filled = 0;
      this.port.postMessage('done');
    };
  }

  process([channels]) {
    const length = channels[0]?.length ?? 0;
    for (let index = 0; index < length; index++) {
      let sum = 0;
      for (const channel of channels) sum += channel[index];
      this.piece[this.filled++] = sum / channels.length;
      if (this.filled < this.size) continue;
      this.port.postMessage(this.piece, [this.piece.buffer]);
      this.piece = new Float32Array(this.size);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor('hearer', Hearer);
