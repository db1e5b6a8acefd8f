"""The words the tiny models know, and the pieces (byte-pair encoding) they are spelled with.

The pieces look like those of real models: "▁" opens a word, a word is two or three pieces long, and no piece is a whole
word, so that whoever joins tokens to words has work to do.
"""

WORDS = (
    "zero one two three four five six seven eight nine ten "
    "red green blue yellow black white "
    "open close start stop left right window door light "
    "hello please thank you good morning yes no"
).split()

# Sequences that occur in real speech more often than chance would put them together.
PHRASES = [
    phrase.split()
    for phrase in (
        "thank you", "good morning", "hello good morning", "yes please", "no thank you", "open window", "close door",
        "please open door", "please close window", "start light", "stop light", "red light", "green light",
        "left door", "right window", "yellow door", "black door", "white window", "please stop", "please start",
    )
]

BLANK = "<blk>"
UNKNOWN = "<unk>"
MAX_LETTERS = 3


def learn_pieces(words=WORDS, merges=75):
    """Byte-pair encoding over the vocabulary: (tokens with the blank at 0, the merges in the order learned)."""
    spelled = {word: ["▁", *word] for word in words}
    order = []
    for _ in range(merges):
        counts = {}
        for word, pieces in spelled.items():
            for left, right in zip(pieces, pieces[1:]):
                joined = left + right
                if joined == "▁" + word or len(joined.lstrip("▁")) > MAX_LETTERS:
                    continue
                counts[left, right] = counts.get((left, right), 0) + 1
        # A merge that would spell some word whole is out for every word ("▁no" of "no", also in a longer word).
        counts = {pair: n for pair, n in counts.items() if "".join(pair) not in {"▁" + word for word in words}}
        if not counts:
            break
        best = max(counts, key=lambda pair: (counts[pair], pair[0] == "▁", pair))
        order.append(best)
        spelled = {word: merge(pieces, best) for word, pieces in spelled.items()}
    letters = sorted({letter for word in words for letter in word})
    tokens = [BLANK, UNKNOWN, *("".join(pair) for pair in order), "▁", *letters]
    return tokens, order


def merge(pieces, pair):
    """The pieces with every neighbouring `pair` joined, from left to right."""
    result = []
    for piece in pieces:
        if result and (result[-1], piece) == pair:
            result[-1] += piece
        else:
            result.append(piece)
    return result


TOKENS, MERGES = learn_pieces()
TOKEN_ID = {token: number for number, token in enumerate(TOKENS)}


def spell(words):
    """The token numbers of some words."""
    ids = []
    for word in words:
        pieces = ["▁", *word]
        for pair in MERGES:
            pieces = merge(pieces, pair)
        ids.extend(TOKEN_ID[piece] for piece in pieces)
    return ids


def read_tokens(ids):
    """The words that some token numbers spell."""
    return "".join(TOKENS[number] for number in ids).replace("▁", " ").split()


def write_tokens(path, tokens=TOKENS):
    """tokens.txt as sherpa-onnx reads it: one "symbol number" a line."""
    path.write_text("".join(f"{token} {number}\n" for number, token in enumerate(tokens)), encoding="utf-8")


def write_bpe_vocabulary(path):
    """bpe.vocab as sentencepiece writes it: "piece<TAB>score", the earlier the merge, the higher the score."""
    path.write_text("".join(f"{token}\t{-number}\n" for number, token in enumerate(TOKENS)), encoding="utf-8")


if __name__ == "__main__":
    for word in WORDS:
        print(word, [TOKENS[number] for number in spell([word])])
    print(len(TOKENS), "tokens")
