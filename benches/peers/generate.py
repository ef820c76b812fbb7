"""500 distinct releases of one to three pages, the same at every run.

The prose is made of stock phrases of German municipal releases; it names no
person. A release is a dictionary that every maker turns into its own input.
"""

import json
import random

COUNT = 500
CONTACT = [
    "Pressestelle der Stadt Musterstadt",
    "Rathausplatz 1, 12345 Musterstadt",
    "Telefon: 01234 56-7890",
    "E-Mail: presse@musterstadt.example",
    "Web: musterstadt.example/presse",
]
WHO = [
    "Die Stadtverwaltung", "Der Rat der Stadt", "Das Tiefbauamt", "Die Stadtbibliothek", "Das Stadtarchiv",
    "Die Feuerwehr", "Das Gesundheitsamt", "Der Eigenbetrieb Abfallwirtschaft", "Das Grünflächenamt",
    "Die Volkshochschule", "Das Jugendamt", "Die Wirtschaftsförderung", "Das Museum am Markt",
    "Der Beirat für Menschen mit Behinderungen", "Die Gleichstellungsstelle", "Das Umweltamt",
    "Die Verkehrsüberwachung", "Das Amt für Stadterneuerung", "Die Musikschule", "Das Ordnungsamt",
]
DOES = [
    "eröffnet", "erneuert", "plant", "untersucht", "fördert", "erweitert", "überprüft", "übernimmt",
    "veröffentlicht", "bearbeitet", "begleitet", "vereinheitlicht", "finanziert", "beschleunigt", "digitalisiert",
]
WHAT = [
    "die Sanierung der Fußgängerunterführung am Hauptbahnhof", "den barrierefreien Umbau der Straßenbahnhaltestellen",
    "ein Förderprogramm für Photovoltaikanlagen auf Mehrfamilienhäusern", "die Kindertagesbetreuung im Stadtbezirk Nordost",
    "das neue Verkehrsleitsystem der Innenstadt", "die Hochwasserschutzmaßnahmen entlang des Flusses",
    "den Haushaltsentwurf für die kommenden zwei Jahre", "die Ausstellung zur Stadtgeschichte des 19. Jahrhunderts",
    "ein Beteiligungsverfahren für Bürger*innen aus allen Stadtteilen", "die Ausbildungsoffensive für Nachwuchskräfte",
    "den Winterdienst auf 340 Kilometern Straße", "die Renaturierung von 12,5 Hektar Auenlandschaft",
    "das Online-Portal für Baugenehmigungen", "die Fahrradabstellanlagen an 27 Schulen",
    "das Förderkonzept für freie Kulturschaffende", "die Wärmeplanung nach § 5 des Landesgesetzes",
    "den Katastrophenschutzbedarfsplan", "die Partnerschaft mit der französischen Nachbarstadt",
    "die Sprechstunden der Ausländerbehörde", "die Beleuchtung der Grünanlagen und Spielplätze",
]
WHEN = [
    "ab dem 17. Februar", "in den kommenden Wochen", "noch vor den Sommerferien", "bis Ende des Jahres",
    "von Montag bis Freitag, 8 bis 16 Uhr,", "am kommenden Dienstag um 19.30 Uhr", "seit dem vergangenen Herbst",
    "nach Abschluss der Ausschreibung", "im Rahmen der Haushaltsberatungen", "zum Beginn der Heizperiode",
]
HOW = [
    "gemeinsam mit den Stadtwerken und dem Land", "ohne zusätzliche Belastung für die Gebührenzahler*innen",
    "für rund 1,8 Millionen Euro", "unter Beteiligung der Anwohnerschaft", "mit Unterstützung des Bundes",
    "in enger Abstimmung mit den Nachbargemeinden", "nach einem einstimmigen Beschluss des Fachausschusses",
    "als Teil des Klimaschutzkonzepts „Musterstadt 2035“", "trotz gestiegener Material- und Energiekosten",
    "auf Grundlage einer Machbarkeitsstudie",
]
WHY = [
    "Damit soll die Aufenthaltsqualität spürbar verbessert werden.",
    "Die Arbeiten dauern voraussichtlich acht Wochen; der Verkehr wird einspurig vorbeigeführt.",
    "Rückmeldungen nimmt die Verwaltung telefonisch, per E-Mail und über das Beteiligungsportal entgegen.",
    "Über die Ergebnisse wird der zuständige Ausschuss in öffentlicher Sitzung beraten.",
    "Die Stadt reagiert damit auf die deutlich gestiegene Nachfrage der vergangenen Jahre.",
    "Für die Bürger*innen ändert sich dadurch zunächst nichts.",
    "Weitere Informationen – auch in Leichter Sprache – stehen auf den Internetseiten der Stadt.",
    "Im Vorjahr waren es noch 14 Prozent weniger gewesen, z. B. wegen der Lieferschwierigkeiten.",
]
SPEAKERS = ["Die Baudezernentin:", "Der Stadtkämmerer:", "Die Oberbürgermeisterin:", "Der Leiter des Amtes:", "Die Sprecherin des Beirats:"]
QUOTES = [
    "„Wir schaffen damit die Grundlage für eine verlässliche Versorgung – und zwar in allen Stadtteilen.",
    "„Das ist eine gute Nachricht für alle, die täglich auf Bus, Bahn und Fahrrad angewiesen sind.",
    "„Uns war wichtig, die Betroffenen von Anfang an in die Planungen einzubeziehen.",
    "„Die Unterstützungsleistungen kommen dort an, wo sie am dringendsten gebraucht werden.",
]
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]


def sentence(rng):
    parts = [rng.choice(WHO), rng.choice(DOES), rng.choice(WHAT)]
    order = rng.choice(["when", "how", "both"])
    if order in ("when", "both"):
        parts.insert(2, rng.choice(WHEN))
    if order in ("how", "both"):
        parts.append(rng.choice(HOW))
    return " ".join(parts).replace(":", "") + "."


def paragraph(rng, sentences):
    return " ".join(rng.choice(WHY) if rng.random() < 0.3 else sentence(rng) for _ in range(sentences))


def release(index):
    """Release `index`, from nothing but its number."""
    rng = random.Random(f"release {index}")
    length = rng.choice([1500, 2400, 3300, 4500, 5600, 7200])
    blocks = [{"role": "text", "text": paragraph(rng, 3)}]
    while sum(len(b["text"]) for b in blocks) < length:
        if rng.random() < 0.3:
            blocks.append({"role": "speaker", "text": rng.choice(SPEAKERS)})
            blocks.append({"role": "text", "text": f"{rng.choice(QUOTES)} {paragraph(rng, 2)}“"})
        else:
            blocks.append({"role": "text", "text": paragraph(rng, rng.randint(2, 5))})
    blocks.append({"role": "heading", "text": "Hintergrund:"})
    blocks += [{"role": "text", "text": paragraph(rng, rng.randint(2, 5))} for _ in range(rng.randint(1, 3))]
    blocks.append({"role": "heading", "text": "Redaktionshinweis:"})
    blocks.append({"role": "text", "text": "Fotos und weiteres Material stellt die Pressestelle auf Anfrage bereit."})
    subject = rng.choice(WHAT).split(" ", 1)[1]
    year, month, day = 2000 + index % 25, 1 + index % 12, 1 + index % 28
    return {
        "organisation": "Stadt Musterstadt",
        "kind": "Medieninformation",
        "contact": CONTACT,
        "iso": f"{year}-{month:02}-{day:02}",
        "date": f"{day}. {MONTHS[month - 1]} {year}",
        "number": f"{index + 1}.",
        "kicker": f"{rng.choice(WHO)} informiert",
        "headline": subject[0].upper() + subject[1:],
        "blocks": blocks,
    }


def corpus(count=COUNT):
    """Pairs of a file stem and a release."""
    return [(f"r{index:04}", release(index)) for index in range(count)]


if __name__ == "__main__":
    releases = corpus()
    assert len({json.dumps(r["blocks"]) for _, r in releases}) == COUNT, "releases repeat"
    print(json.dumps(releases[0][1], ensure_ascii=False, indent=1))
