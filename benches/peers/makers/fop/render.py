"""Apache FOP: XSL-FO to PDF; a small Java loop keeps one virtual machine."""

import html
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import FONTS, WORK, first_line

VARIANTS = {}
INPUT = ".fo"
HERE = Path(__file__).resolve().parent
JARS = "/usr/share/java/*:/usr/share/fop/*"

# Without ligatures: some of theirs have no entry in ToUnicode, which breaks PDF/A.
CONFIG = f"""<?xml version="1.0"?>
<fop version="1.0">
  <complex-scripts disabled="true"/>
  <accessibility keep-empty-tags="false">true</accessibility>
  <renderers><renderer mime="application/pdf">
    <pdf-a-mode>PDF/A-3a</pdf-a-mode>
    <pdf-ua-mode>PDF/UA-1</pdf-ua-mode>
    <fonts>
      <font embed-url="file://{FONTS}/SourceSans3-Regular.otf"><font-triplet name="Source Sans 3" style="normal" weight="normal"/></font>
      <font embed-url="file://{FONTS}/SourceSans3-Bold.otf"><font-triplet name="Source Sans 3" style="normal" weight="bold"/></font>
    </fonts>
  </renderer></renderers>
</fop>
"""


# PDF/A wants a description of every schema it does not know itself, and
# FOP writes none for PDF/UA's.
UA_SCHEMA = """<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def version():
    return first_line(["fop", "-version"])


def write(release, folder, stem):
    (folder / "fop.xconf").write_text(CONFIG, encoding="utf-8")
    e = html.escape

    def block(text, attributes, role="P"):
        return f'<fo:block role="{role}" {attributes}>{e(text)}</fo:block>\n'

    bold = 'font-weight="bold" hyphenate="false" text-align="start"'
    kinds = {
        "text": ('text-align="justify" space-after="7pt"', "P"),
        "speaker": (f'{bold} space-after="3.5pt" keep-with-next="always"', "P"),
        "heading": (f'{bold} font-size="11.5pt" line-height="15pt" space-before="10pt" space-after="4pt" keep-with-next="always"', "H2"),
    }
    head = block(release["organisation"], f'{bold} font-size="21pt" line-height="25pt" color="#004b8d"')
    head += block(release["kind"].upper(), f'{bold} font-size="12pt" line-height="16pt" space-after="6pt"')
    head += "".join(block(line, 'font-size="8.5pt" line-height="11pt"') for line in release["contact"])
    head += block(release["date"], 'space-before="14pt"') + block(release["number"], 'space-after="14pt"')
    head += block(release["kicker"], f'{bold} font-size="14pt" line-height="18pt"')
    head += block(release["headline"], f'{bold} font-size="14pt" line-height="18pt" space-after="12pt"', "H1")
    body = "".join(block(b["text"], *kinds[b["role"]]) for b in release["blocks"])
    (folder / f"{stem}.fo").write_text(f"""<?xml version="1.0" encoding="utf-8"?>
<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" xml:lang="de" language="de" font-family="Source Sans 3" font-size="10.5pt" line-height="14pt" hyphenate="true">
<fo:layout-master-set><fo:simple-page-master master-name="a4" page-width="210mm" page-height="297mm" margin="20mm 25mm 10mm">
<fo:region-body margin-bottom="14mm"/><fo:region-after extent="10mm"/></fo:simple-page-master></fo:layout-master-set>
<fo:declarations><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about=""><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{e(release["headline"])}</rdf:li></rdf:Alt></dc:title></rdf:Description>
{UA_SCHEMA}
</rdf:RDF></x:xmpmeta></fo:declarations>
<fo:page-sequence master-reference="a4">
<fo:static-content flow-name="xsl-region-after"><fo:block text-align="end" font-size="8.5pt">Seite <fo:page-number/> von <fo:page-number-citation-last ref-id="end"/></fo:block></fo:static-content>
<fo:flow flow-name="xsl-region-body">
{head}{body}<fo:block id="end"/></fo:flow></fo:page-sequence></fo:root>
""", encoding="utf-8")


def _java(*arguments):
    return ["java", "-cp", f"{WORK / 'fop'}:{JARS}", "Batch", *arguments]


def one(folder, stem, out):
    return _java(folder, Path(out).parent, 1, stem)


def batch(folder, stems, out, jobs):
    return _java(folder, out, jobs, *stems)
