"""The speech to train on, and the held-back speech to test on: other voices, other speeds.

    python3 corpus.py --work DIR                writes DIR/training.npz, DIR/held-back/*.wav and its manifest.jsonl
    python3 corpus.py --recordings DIR          writes 15 more held-back utterances with their manifest to DIR
"""

import argparse
import json
import wave
from pathlib import Path

import numpy as np

from synthesis import SAMPLE_RATE, Espeak, flite
from vocabulary import PHRASES, WORDS

SEED = 20260101

TRAINING = {
    "accents": ["en-us", "en", "en-gb-x-rp", "en-gb-scotland", "en-029", "en-gb-x-gbclan", "en-us-nyc"],
    "variants": ["", "m1", "m2", "m4", "m5", "m7", "m8", "f1", "f2", "f4", "f5", "klatt", "klatt2", "klatt4", "klatt5",
                 "adam", "Alex", "Andrea", "Andy", "anika", "Annie", "antonio", "aunty", "belinda", "benjamin", "boris",
                 "caleb", "Denis", "Diogo", "ed", "edward", "edward2", "Gene", "Gene2", "grandma", "grandpa", "gustave",
                 "Henrique", "Hugo", "iven", "iven2", "iven3", "Jacky", "john", "kaukovalta", "Lee", "linda", "marcelo",
                 "Marco", "Mario", "max", "Michael", "michel", "miguel", "Mike", "norbert", "pablo", "paul", "pedro",
                 "quincy", "rob", "robert", "sandro", "shelby", "steph", "steph2", "steph3", "travis", "victor", "zac"],
    "flite": ["awb", "kal", "kal16", "slt"],
    "wpm": [(92, 104), (116, 152), (164, 199), (211, 225)],
    "stretch": [(0.72, 0.81), (0.89, 0.96), (1.04, 1.14), (1.26, 1.4)],
}
# None of these voices is heard in training, nor any of these speeds or any near them.
HELD_BACK = {
    "espeak": ["en-gb-x-gbcwmd+m3", "en-gb-x-gbcwmd+f3", "en-us+m6", "en-us+f3", "en+david", "en-gb-x-rp+Alicia",
               "en-us+klatt3", "en-gb-scotland+m3", "en-029+f3"],
    "flite": ["rms"],
    "wpm": [110, 158, 205],
    "stretch": [0.85, 1.0, 1.2],
}


def draw_words(random, most=12):
    """One to `most` words, phrases among them."""
    count, words = int(random.integers(1, most + 1)), []
    while len(words) < count:
        if random.random() < 0.25:
            words.extend(PHRASES[random.integers(len(PHRASES))])
        else:
            words.append(WORDS[random.integers(len(WORDS))])
    return words[:count]


def draw_commas(random, words):
    return {at for at in range(len(words) - 1) if random.random() < 0.18}


def say(espeak, random, words, spec):
    """One utterance of a held-back or training voice: (samples, times or None); pauses between its parts are silent."""
    commas = draw_commas(random, words)
    if spec["engine"] == "flite":
        audio = flite(words, spec["voice"], spec["speed"], spec.get("pitch_hz"), spec.get("pitch_spread"), commas)
        return audio, None
    return espeak.say(words, spec["voice"], spec["speed"], spec["pitch"], spec["pitch_range"], spec["gap"], commas)


def draw_training_voice(random):
    if random.random() < 0.45:
        low, high = TRAINING["stretch"][random.integers(4)]
        return {
            "engine": "flite", "voice": str(random.choice(TRAINING["flite"])), "speed": float(random.uniform(low, high)),
            "pitch_hz": float(random.uniform(75, 250)), "pitch_spread": float(random.uniform(5, 40)),
        }
    low, high = TRAINING["wpm"][random.integers(4)]
    variant = str(random.choice(TRAINING["variants"]))
    return {
        "engine": "espeak-ng", "voice": str(random.choice(TRAINING["accents"])) + (variant and f"+{variant}"),
        "speed": int(random.integers(low, high + 1)), "pitch": int(random.integers(5, 95)),
        "pitch_range": int(random.integers(20, 80)), "gap": int(random.integers(0, 4)),
    }


def draw_held_back_voice(at):
    """Every held-back voice as often as any other, the speeds in turn."""
    voices = HELD_BACK["espeak"]
    if at % (len(voices) + 1) == len(voices):
        speeds = HELD_BACK["stretch"]
        return {"engine": "flite", "voice": HELD_BACK["flite"][0], "speed": speeds[(at // 10 + 1) % len(speeds)]}
    voice, speeds = voices[at % 10], HELD_BACK["wpm"]
    speed = speeds[(at + at // 10) % len(speeds)]
    return {"engine": "espeak-ng", "voice": voice, "speed": speed, "pitch": 50, "pitch_range": 50, "gap": 0}


def trim(audio, threshold=0.002):
    """Without the silence before and after: (samples, seconds taken off the beginning)."""
    loud = np.flatnonzero(np.abs(audio) > threshold)
    if len(loud) == 0:
        return audio, 0.0
    first, last = max(0, loud[0] - 400), min(len(audio), loud[-1] + 800)
    return audio[first:last], first / SAMPLE_RATE


def write_training(path, espeak, count, seed):
    random = np.random.default_rng(seed)
    parts, lengths, texts = [], [], []
    for _ in range(count):
        words = draw_words(random)
        audio, _times = say(espeak, random, words, draw_training_voice(random))
        audio, _ = trim(audio)
        parts.append(np.round(audio * 32767).clip(-32768, 32767).astype(np.int16))
        lengths.append(len(audio))
        texts.append(" ".join(words))
    np.savez(path, audio=np.concatenate(parts), lengths=np.array(lengths), texts=np.array(texts))
    print(f"training: {count} utterances, {sum(lengths) / SAMPLE_RATE:.0f} s")


def write_held_back(folder, espeak, count, seed, most=12):
    """Held-back utterances as WAV files with a manifest; a little noise, a silent lead and tail, levels that differ."""
    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    lines, seconds = [], 0.0
    for at in range(count):
        spec, words = draw_held_back_voice(at), draw_words(random, most)
        audio, times = say(espeak, random, words, spec)
        audio, cut = trim(audio)
        lead, tail = random.uniform(0.1, 0.6), random.uniform(0.3, 0.8)
        level = 10 ** (random.uniform(-22, -4) / 20) / max(float(np.abs(audio).max()), 1e-3)
        audio = np.concatenate([np.zeros(int(lead * SAMPLE_RATE)), audio * level, np.zeros(int(tail * SAMPLE_RATE))])
        audio = audio + random.normal(0, 10 ** (random.uniform(-75, -55) / 20), len(audio))
        name = f"{at:03d}.wav"
        write_wav(folder / name, audio)
        shift = int(lead * SAMPLE_RATE) / SAMPLE_RATE - cut
        lines.append({
            "audio": name, "text": " ".join(words), "language": "en", "engine": spec["engine"], "voice": spec["voice"],
            "speed": spec["speed"], "seconds": round(len(audio) / SAMPLE_RATE, 3),
            **({"words": [[word, round(start + shift, 3), round(end + shift, 3)]
                          for word, (start, end) in zip(words, times)]} if times else {}),
        })
        seconds += len(audio) / SAMPLE_RATE
    (folder / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    print(f"held back: {count} utterances, {seconds:.0f} s")


def write_wav(path, audio):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.round(audio * 32767).clip(-32768, 32767).astype(np.int16).tobytes())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path)
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--training", type=int, default=5000, help="0 makes none")
    parser.add_argument("--held-back", type=int, default=150)
    parser.add_argument("--seed", type=int, default=0, help="another number has other things said in training")
    parser.add_argument("--draw", type=int, default=1, help="another number holds back other utterances of the same voices")
    options = parser.parse_args()
    speaker = Espeak()
    if options.recordings:
        write_held_back(options.recordings, speaker, 15, SEED + 12, most=8)
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        write_held_back(options.work / "held-back", speaker, options.held_back, SEED + options.draw)
        if options.training:
            write_training(options.work / "training.npz", speaker, options.training, SEED + 1000 * options.seed)
