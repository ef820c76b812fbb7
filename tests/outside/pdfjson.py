"""A PDF as a tree of Python values, by way of qpdf's JSON (version 2).

qpdf writes strings as "u:text" or "b:hex", names as "/Name", references as
"12 0 R" and stream data as base64; this module hides no more than needed.
"""

import base64
import json

from common import output, tool


class Pdf:
    """An open file: `objects` maps "obj:12 0 R" to {"value": ...} or {"stream": ...}."""

    def __init__(self, path):
        text = output(tool("qpdf"), "--json-output", "--json-stream-data=inline",
                      "--decode-level=generalized", path)
        self.json = json.loads(text)
        self.objects = self.json["qpdf"][1]

    def save(self, path):
        """Writes the file anew."""
        source = path.with_suffix(".json")
        source.write_text(json.dumps(self.json), encoding="utf-8")
        output(tool("qpdf"), "--newline-before-endstream", "--json-input", source, path)
        source.unlink()

    def get(self, value):
        """Follows a reference; a stream gives its dictionary."""
        while isinstance(value, str) and value.endswith(" R"):
            found = self.objects[f"obj:{value}"]
            value = found["stream"]["dict"] if "stream" in found else found["value"]
        return value

    def catalog(self):
        """The document catalog."""
        return self.get(self.objects["trailer"]["value"]["/Root"])

    def data(self, reference):
        """Decoded bytes of a stream."""
        return base64.b64decode(self.objects[f"obj:{reference}"]["stream"]["data"])

    def set_data(self, reference, data):
        """Replaces the bytes of a stream (uncompressed)."""
        stream = self.objects[f"obj:{reference}"]["stream"]
        stream["data"] = base64.b64encode(data).decode("ascii")
        for key in ("/Filter", "/DecodeParms"):
            stream["dict"].pop(key, None)

    def dictionaries(self):
        """Every dictionary of the file, direct and nested ones too."""
        for found in self.objects.values():
            yield from _dictionaries(found["stream"]["dict"] if "stream" in found else found["value"])

    def of(self, key, *names):
        """Dictionaries whose `key` is one of the names."""
        return [d for d in self.dictionaries() if d.get(key) in names]

    def pages(self):
        """Copies of the page dictionaries in order, with what they inherit."""
        return list(self._pages(self.catalog()["/Pages"], {}))

    def _pages(self, node, inherited):
        node = self.get(node)
        inherited = {**inherited, **{k: node[k] for k in ("/MediaBox", "/CropBox", "/Resources") if k in node}}
        if "/Kids" not in node:
            yield {**inherited, **node}
            return
        for kid in node["/Kids"]:
            yield from self._pages(kid, inherited)


def _dictionaries(value):
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _dictionaries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dictionaries(inner)
