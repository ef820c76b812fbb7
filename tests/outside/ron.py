"""Reads RON into Python values, enough for releases and layouts.

A second reader on purpose: what the program sets is compared with the file by
code that shares nothing with it. Structs become dictionaries (their name under
""), tuples and lists become lists, `Some(x)` becomes x, unit names strings.
"""

import re

_TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
    |r(?P<hashes>\#*)"(?P<raw>.*?)"(?P=hashes)
    |"(?P<string>(?:[^"\\]|\\.)*)"
    |'(?P<char>(?:[^'\\]|\\.))'
    |(?P<number>[-+]?(?:0[xbo][0-9a-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+))
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<attribute>\#!\[[^\]]*\])
    |(?P<sign>[()\[\]{},:])""", re.S | re.X)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "\\": "\\", '"': '"', "'": "'"}


def read(path):
    """The value of a RON file."""
    reader = _Reader(path.read_text(encoding="utf-8"), path)
    value = reader.value()
    reader.expect(None)
    return value


def _unescape(text):
    text = re.sub(r"\\\n\s*", "", text)
    return re.sub(r"\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{2})|(.))",
                  lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPES[m[3]], text, flags=re.S)


class _Reader:
    def __init__(self, text, path):
        self.tokens = []
        at = 0
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ValueError(f"{path}: cannot read {text[at:at + 30]!r}")
            at = match.end()
            kind = "raw" if match.lastgroup == "hashes" else match.lastgroup
            if kind not in ("skip", "attribute"):
                self.tokens.append((kind, match[kind]))
        self.tokens.append((None, None))
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def expect(self, sign):
        kind, text = self.next()
        if text != sign or kind not in ("sign", None):
            raise ValueError(f"expected {sign!r}, found {text!r}")

    def value(self):
        kind, text = self.next()
        if kind in ("raw", "string", "char"):
            return text if kind == "raw" else _unescape(text)
        if kind == "number":
            text = text.replace("_", "")
            return float(text) if re.fullmatch(r"[-+]?(?!0[xbo])[\d]*[.eE].*", text) else int(text, 0)
        if kind == "name":
            return self.named(text)
        return self.group("", text)

    def named(self, name):
        if self.peek() == ("sign", "("):
            self.next()
            inner = self.group(name, "(")
            return inner[0] if name == "Some" and len(inner) == 1 else inner
        return {"true": True, "false": False, "None": None}.get(name, name)

    def group(self, name, opening):
        closing = {"(": ")", "[": "]", "{": "}"}[opening]
        fields, items = {"": name}, []
        while self.peek() != ("sign", closing):
            key = self.value()
            if self.peek() == ("sign", ":"):
                self.next()
                fields[key] = self.value()
            else:
                items.append(key)
            if self.peek() != ("sign", closing):
                self.expect(",")
        self.expect(closing)
        if name and items:
            return {"": name, "items": items} if name != "Some" else items
        return items if items or opening == "[" else fields
