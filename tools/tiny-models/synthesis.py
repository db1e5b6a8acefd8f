"""Speech of espeak-ng (through its library, with the times of its words) and of flite (through its command)."""

import ctypes
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

SAMPLE_RATE = 16000

_RETRIEVAL, _PHONEME_EVENTS = 1, 1
_RATE, _VOLUME, _PITCH, _RANGE, _WORD_GAP = 1, 2, 3, 4, 7
_END_OF_LIST, _WORD, _PHONEME = 0, 1, 7
_UTF8 = 1


class _EventId(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint), ("text_position", ctypes.c_int),
        ("length", ctypes.c_int), ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("id", _EventId),
    ]


class Espeak:
    """One espeak-ng; only one may live in a process."""

    def __init__(self):
        self._library = ctypes.CDLL("libespeak-ng.so.1")
        self._library.espeak_Initialize.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_char_p, ctypes.c_int]
        self.rate = self._library.espeak_Initialize(_RETRIEVAL, 200, None, _PHONEME_EVENTS)
        self._audio, self._events = [], []
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))
        self._callback = kind(self._receive)
        self._library.espeak_SetSynthCallback(self._callback)

    def _receive(self, samples, count, events):
        if samples and count > 0:
            self._audio.append(np.ctypeslib.as_array(samples, (count,)).copy())
        at = 0
        while events[at].type != _END_OF_LIST:
            event = events[at]
            if event.type in (_WORD, _PHONEME):
                name = bytes(event.id.string).split(b"\0")[0].decode("utf-8", "replace") if event.type == _PHONEME else ""
                self._events.append((event.type, event.sample, name))
            at += 1
        return 0

    def say(self, words, voice, wpm, pitch=50, pitch_range=50, word_gap=0, commas=()):
        """(float32 samples at 16 kHz, [(start, end) seconds of each word] or None where espeak merged words).

        `voice` is a voice with a variant, like "en-us+f3"; `commas` are the positions of words followed by one.
        """
        self._audio, self._events = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        for parameter, value in ((_RATE, wpm), (_PITCH, pitch), (_RANGE, pitch_range), (_WORD_GAP, word_gap)):
            self._library.espeak_SetParameter(parameter, int(value), 0)
        text = " ".join(word + ("," if at in commas else "") for at, word in enumerate(words)).encode()
        self._library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None)
        self._library.espeak_Synchronize()
        audio = np.concatenate(self._audio).astype(np.float32) / 32768
        return resample_poly(audio, 320, 441).astype(np.float32), self._word_times(len(words), len(audio))

    def _word_times(self, count, total):
        words = []
        for kind, sample, name in self._events:
            if kind == _WORD:
                words.append([sample, None, False])
            elif words and name.startswith(("_", " ")):
                words[-1][1] = words[-1][1] or sample
            elif words:
                words[-1][2] = True
        # A last "word" without a sound is the end of the text.
        words = [word for word in words if word[2]]
        if len(words) != count:
            return None
        following = [word[0] for word in words[1:]] + [total]
        return [(start / self.rate, (pause or after) / self.rate) for (start, pause, _), after in zip(words, following)]


def flite(words, voice, stretch=1.0, pitch_hz=None, pitch_spread=None, commas=()):
    """float32 samples at 16 kHz of one of flite's built-in voices; `stretch` > 1 is slower."""
    text = " ".join(word + ("," if at in commas else "") for at, word in enumerate(words))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch:.3f}"]
        if pitch_hz:
            command += ["--setf", f"int_f0_target_mean={pitch_hz:.1f}"]
        if pitch_spread:
            command += ["--setf", f"int_f0_target_stddev={pitch_spread:.1f}"]
        subprocess.run([*command, "-o", str(path), "-t", text], check=True, capture_output=True)
        with wave.open(str(path)) as file:
            rate = file.getframerate()
            audio = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
    return audio if rate == SAMPLE_RATE else resample_poly(audio, SAMPLE_RATE, rate).astype(np.float32)
