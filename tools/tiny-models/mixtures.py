"""Conversations of voices that are held back from training, as small Opus files with who speaks when.

    python3 mixtures.py --recordings server/test/models/mixtures    the three that are committed
    python3 mixtures.py --work DIR --count 60                       as many of drawn voices, for measuring

Writes them with mixtures.jsonl: a line each with `audio`, `seconds`, `channels` and `turns`, each turn with its `voice`,
`channel`, `start` and `end` in seconds, and `text`.
"""

import argparse
import json
import subprocess
import wave
from pathlib import Path

import numpy as np

from corpus import HELD_BACK, draw_words, say, trim
from synthesis import SAMPLE_RATE, Espeak

SEED = 20260202
BITS_PER_SECOND = 32000

# Who speaks on each channel, by turns.
COMMITTED = {
    "two": [["en-us+m6", "en-us+f3"]],
    "three": [["rms", "en-gb-x-gbcwmd+f3", "en+david"]],
    "two-channels": [["en-gb-scotland+m3", "en-us+f3"], ["en-us+klatt3"]],
}


def draw_cast(random, at):
    """Two to four voices, no two with the same vocal tract: of a variant that speaks in several accents only one."""
    cast, variants = [], set()
    voices = [*HELD_BACK["espeak"], *HELD_BACK["flite"]]
    for voice in random.permutation(voices):
        if voice.split("+")[-1] not in variants and len(cast) < 2 + at % 3:
            cast.append(str(voice))
            variants.add(voice.split("+")[-1])
    return [cast]


def speak(espeak, random, voice):
    """A turn of four to ten words: (samples, text)."""
    words = []
    while len(words) < 4:
        words = draw_words(random, 10)
    if voice in HELD_BACK["flite"]:
        spec = {"engine": "flite", "voice": voice, "speed": HELD_BACK["stretch"][random.integers(3)]}
    else:
        spec = {"engine": "espeak-ng", "voice": voice, "speed": HELD_BACK["wpm"][random.integers(3)], "pitch": 50,
                "pitch_range": 50, "gap": 0}
    return trim(say(espeak, random, words, spec)[0])[0], " ".join(words)


def converse(espeak, random, voices, rounds, lead):
    """One channel that begins after `lead` seconds: (samples, turns). Pauses between turns are those of a breath, or long."""
    at = int(lead * SAMPLE_RATE)
    parts, turns = [np.zeros(at)], []
    levels = {voice: 10 ** (random.uniform(-12, -4) / 20) for voice in voices}
    for turn in range(rounds * len(voices)):
        voice = voices[turn % len(voices)]
        audio, text = speak(espeak, random, voice)
        turns.append({"voice": voice, "start": round(at / SAMPLE_RATE, 3),
                      "end": round((at + len(audio)) / SAMPLE_RATE, 3), "text": text})
        pause = np.zeros(int((random.uniform(0.12, 0.3) if random.random() < 0.5 else random.uniform(0.5, 1.2)) * SAMPLE_RATE))
        parts += [audio * (levels[voice] / max(float(np.abs(audio).max()), 1e-3)), pause]
        at += len(audio) + len(pause)
    return np.concatenate(parts), turns


def mix(espeak, random, cast, rounds, path):
    """Writes a conversation, where channels speak at once; returns its line of the manifest."""
    channels = [converse(espeak, random, voices, rounds, 0.5 + at) for at, voices in enumerate(cast)]
    length = max(len(samples) for samples, _ in channels)
    audio = np.stack([np.pad(samples, (0, length - len(samples))) for samples, _ in channels], axis=1)
    audio = audio + random.normal(0, 10 ** (-62 / 20), audio.shape)
    wav = path.with_suffix(".wav")
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(len(cast))
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(np.round(audio * 32767).clip(-32768, 32767).astype(np.int16).tobytes())
    bits = str(BITS_PER_SECOND * len(cast))
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(wav), "-c:a", "libopus", "-b:a", bits, "-fflags", "+bitexact",
                    "-flags:a", "+bitexact", "-map_metadata", "-1", str(path)], check=True)
    wav.unlink()
    turns = [{"channel": channel, **turn} for channel, (_, mine) in enumerate(channels) for turn in mine]
    return {"audio": path.name, "seconds": round(length / SAMPLE_RATE, 3), "channels": len(cast),
            "turns": sorted(turns, key=lambda turn: turn["start"])}


def write(folder, espeak, first, conversations):
    """`first` numbers the conversations, so that those measured on are none of those committed."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number, (name, cast) in enumerate(conversations, first):
        random = np.random.default_rng([SEED, number])
        lines.append(mix(espeak, random, cast or draw_cast(random, number), 3, folder / f"{name}.opus"))
    (folder / "mixtures.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} conversations, {sum(line['seconds'] for line in lines):.0f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--count", type=int, default=60)
    options = parser.parse_args()
    speaker = Espeak()
    if options.recordings:
        write(options.recordings, speaker, 0, COMMITTED.items())
    if options.work:
        write(options.work / "mixtures", speaker, 100, [(f"{at:03d}", None) for at in range(options.count)])
