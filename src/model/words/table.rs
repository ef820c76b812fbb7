//! The table of words. `{}` stands for what is put in.

use super::Row;

table! {
    ALL;

    /// Heading of the background.
    BACKGROUND {
        de: "Hintergrund", en: "Background", fr: "Contexte", nl: "Achtergrond", it: "Contesto",
        es: "Contexto", pt: "Contexto", pl: "Kontekst", cs: "Souvislosti", sk: "Súvislosti",
        da: "Baggrund", sv: "Bakgrund", nb: "Bakgrunn", fi: "Tausta", tr: "Arka plan",
        uk: "Довідка", el: "Ιστορικό", hu: "Háttér",
    }

    /// Heading of what only editors have to know.
    EDITORS_NOTE {
        de: "Redaktionshinweis", en: "Notes to editors", fr: "Note aux rédactions",
        nl: "Noot voor de redactie", it: "Nota per le redazioni", es: "Nota para la redacción",
        pt: "Nota à redação", pl: "Informacja dla redakcji", cs: "Poznámka pro redakce",
        sk: "Poznámka pre redakcie", da: "Til redaktionen", sv: "Till redaktionen",
        nb: "Til redaksjonen", fi: "Toimituksille", tr: "Editörlere not", uk: "До уваги редакцій",
        el: "Σημείωση προς συντάκτες", hu: "Megjegyzés a szerkesztőségeknek",
    }

    /// Heading of the boilerplate.
    ABOUT_US {
        de: "Über uns", en: "About us", fr: "À propos", nl: "Over ons", it: "Chi siamo",
        es: "Quiénes somos", pt: "Quem somos", pl: "O nas", cs: "O nás", sk: "O nás", da: "Om os",
        sv: "Om oss", nb: "Om oss", fi: "Tietoa meistä", tr: "Hakkımızda", uk: "Про нас",
        el: "Σχετικά με εμάς", hu: "Rólunk",
    }

    /// Heading of the contact lines.
    CONTACT {
        de: "Kontakt", en: "Contact", fr: "Contact", nl: "Contact", it: "Contatti",
        es: "Contacto", pt: "Contactos", pl: "Kontakt", cs: "Kontakt", sk: "Kontakt",
        da: "Kontakt", sv: "Kontakt", nb: "Kontakt", fi: "Yhteystiedot", tr: "İletişim",
        uk: "Контакти", el: "Επικοινωνία", hu: "Kapcsolat", "pt-BR": "Contatos",
    }

    /// Heading of the contact sheet.
    PHOTOS {
        de: "Fotos zur Meldung", en: "Photos", fr: "Photos", nl: "Foto’s", it: "Foto",
        es: "Fotos", pt: "Fotografias", pl: "Zdjęcia", cs: "Fotografie", sk: "Fotografie",
        da: "Fotos", sv: "Foton", nb: "Bilder", fi: "Kuvat", tr: "Fotoğraflar", uk: "Фотографії",
        el: "Φωτογραφίες", hu: "Fotók",
    }

    /// Heading of the list of attachments.
    ATTACHMENTS {
        de: "Anlagen", en: "Attachments", fr: "Pièces jointes", nl: "Bijlagen", it: "Allegati",
        es: "Anexos", pt: "Anexos", pl: "Załączniki", cs: "Přílohy", sk: "Prílohy", da: "Bilag",
        sv: "Bilagor", nb: "Vedlegg", fi: "Liitteet", tr: "Ekler", uk: "Додатки", el: "Συνημμένα",
        hu: "Mellékletek",
    }

    /// Heading of the facts of an event.
    EVENT {
        de: "Termin", en: "Event", fr: "Rendez-vous", nl: "Afspraak", it: "Appuntamento",
        es: "Convocatoria", pt: "Agenda", pl: "Termin", cs: "Termín", sk: "Termín",
        da: "Tid og sted", sv: "Tid och plats", nb: "Tid og sted", fi: "Aika ja paikka",
        tr: "Etkinlik", uk: "Подія", el: "Εκδήλωση", hu: "Esemény",
    }

    /// Between a label and what it names.
    COLON {
        de: ": ", en: ": ", fr: "\u{a0}: ", nl: ": ", it: ": ", es: ": ", pt: ": ", pl: ": ",
        cs: ": ", sk: ": ", da: ": ", sv: ": ", nb: ": ", fi: ": ", tr: ": ", uk: ": ", el: ": ",
        hu: ": ",
    }

    /// Label of what a release corrects.
    CORRECTION {
        de: "Korrektur zu", en: "Correction to", fr: "Rectificatif", nl: "Correctie op",
        it: "Rettifica", es: "Corrección", pt: "Correção", pl: "Sprostowanie", cs: "Oprava",
        sk: "Oprava", da: "Rettelse", sv: "Rättelse", nb: "Rettelse", fi: "Oikaisu",
        tr: "Düzeltme", uk: "Виправлення", el: "Διόρθωση", hu: "Helyesbítés",
    }

    /// Label of what a release withdraws. Where the word would have to agree with the
    /// kind of the other release, it is a noun or impersonal.
    WITHDRAWN {
        de: "Zurückgezogen", en: "Withdrawn", fr: "Retiré", nl: "Ingetrokken", it: "Ritiro",
        es: "Retirada", pt: "Retirada", pl: "Wycofano", cs: "Staženo", sk: "Stiahnuté",
        da: "Trukket tilbage", sv: "Återkallat", nb: "Trukket tilbake", fi: "Peruttu",
        tr: "Geri çekildi", uk: "Відкликано", el: "Ανάκληση", hu: "Visszavonva",
    }

    /// The date of another release behind its number.
    DATED {
        de: " vom {}", en: " of {}", fr: " du {}", nl: " van {}", it: " in data {}",
        es: " del {}", pt: " de {}", pl: " z dnia {}", cs: " ze dne {}", sk: " zo dňa {}",
        da: " af {}", sv: " av den {}", nb: " av {}", fi: " ({})", tr: " ({})", uk: " від {}",
        el: " ({})", hu: " ({})",
    }

    /// A photo, before its credit.
    PHOTO {
        de: "Foto", en: "Photo", fr: "Photo", nl: "Foto", it: "Foto", es: "Foto", pt: "Foto",
        pl: "Zdjęcie", cs: "Foto", sk: "Foto", da: "Foto", sv: "Foto", nb: "Foto", fi: "Kuva",
        tr: "Fotoğraf", uk: "Фото", el: "Φωτογραφία", hu: "Fotó",
    }

    /// A chart or drawing.
    GRAPHIC {
        de: "Grafik", en: "Graphic", fr: "Infographie", nl: "Infographic", it: "Grafica",
        es: "Gráfico", pt: "Gráfico", pl: "Grafika", cs: "Grafika", sk: "Grafika", da: "Grafik",
        sv: "Grafik", nb: "Grafikk", fi: "Grafiikka", tr: "Grafik", uk: "Графіка", el: "Γραφικό",
        hu: "Grafika",
    }

    /// A map.
    MAP {
        de: "Karte", en: "Map", fr: "Carte", nl: "Kaart", it: "Mappa", es: "Mapa", pt: "Mapa",
        pl: "Mapa", cs: "Mapa", sk: "Mapa", da: "Kort", sv: "Karta", nb: "Kart", fi: "Kartta",
        tr: "Harita", uk: "Карта", el: "Χάρτης", hu: "Térkép",
    }

    /// A picture of what is not built yet.
    RENDERING {
        de: "Visualisierung", en: "Rendering", fr: "Visualisation", nl: "Visualisatie",
        it: "Visualizzazione", es: "Visualización", pt: "Visualização", pl: "Wizualizacja",
        cs: "Vizualizace", sk: "Vizualizácia", da: "Visualisering", sv: "Visualisering",
        nb: "Visualisering", fi: "Havainnekuva", tr: "Görselleştirme", uk: "Візуалізація",
        el: "Απεικόνιση", hu: "Látványterv",
    }

    /// What a trained model made, behind its credit.
    GENERATED {
        de: "mit KI erzeugt", en: "made with AI", fr: "générée par IA", nl: "gemaakt met AI",
        it: "generata con l’IA", es: "imagen generada con IA", pt: "imagem gerada por IA",
        pl: "wygenerowano przez AI", cs: "vytvořeno pomocí AI", sk: "vytvorené pomocou AI",
        da: "lavet med AI", sv: "skapat med AI", nb: "laget med KI", fi: "tehty tekoälyllä",
        tr: "yapay zekâ ile oluşturuldu", uk: "створено за допомогою ШІ",
        el: "δημιουργήθηκε με ΤΝ", hu: "MI-vel készült",
    }

    /// The same behind its label, where nobody is credited.
    GENERATED_ALONE {
        de: "{} mit KI erzeugt", en: "{} made with AI", fr: "{} générée par IA",
        nl: "{} gemaakt met AI", it: "{} generata con l’IA", es: "{}: imagen generada con IA",
        pt: "{}: imagem gerada por IA", pl: "{}: wygenerowano przez AI",
        cs: "{}: vytvořeno pomocí AI", sk: "{}: vytvorené pomocou AI", da: "{}: lavet med AI",
        sv: "{}: skapat med AI", nb: "{}: laget med KI", fi: "{}: tehty tekoälyllä",
        tr: "{}: yapay zekâ ile oluşturuldu", uk: "{}: створено за допомогою ШІ",
        el: "{}: δημιουργήθηκε με ΤΝ", hu: "{}: MI-vel készült",
    }

    /// Label of the terms of use of a photo.
    RIGHTS {
        de: "Rechte", en: "Rights", fr: "Droits", nl: "Rechten", it: "Diritti", es: "Derechos",
        pt: "Direitos", pl: "Prawa", cs: "Práva", sk: "Práva", da: "Rettigheder",
        sv: "Rättigheter", nb: "Rettigheter", fi: "Oikeudet", tr: "Kullanım hakları", uk: "Права",
        el: "Δικαιώματα", hu: "Jogok",
    }

    /// Label of the name of a file.
    FILE {
        de: "Datei", en: "File", fr: "Fichier", nl: "Bestand", it: "Nome del file", es: "Archivo",
        pt: "Ficheiro", pl: "Plik", cs: "Soubor", sk: "Súbor", da: "Fil", sv: "Fil", nb: "Fil",
        fi: "Tiedosto", tr: "Dosya", uk: "Файл", el: "Αρχείο", hu: "Fájl", "pt-BR": "Arquivo",
    }

    /// Behind width × height.
    PIXELS {
        de: "Pixel", en: "pixels", fr: "pixels", nl: "pixels", it: "pixel", es: "píxeles",
        pt: "píxeis", pl: "pikseli", cs: "pixelů", sk: "pixelov", da: "pixel", sv: "pixlar",
        nb: "piksler", fi: "pikseliä", tr: "piksel", uk: "пікселів", el: "εικονοστοιχεία",
        hu: "képpont", "pt-BR": "pixels",
    }

    /// Label of the count of characters.
    CHARACTERS {
        de: "Zeichen (mit Leerzeichen)", en: "Characters (with spaces)",
        fr: "Signes (espaces compris)", nl: "Tekens (inclusief spaties)",
        it: "Caratteri (spazi inclusi)", es: "Caracteres (con espacios)",
        pt: "Caracteres (com espaços)", pl: "Znaki (ze spacjami)", cs: "Znaky (včetně mezer)",
        sk: "Znaky (vrátane medzier)", da: "Tegn (med mellemrum)", sv: "Tecken (med blanksteg)",
        nb: "Tegn (med mellomrom)", fi: "Merkkejä (välilyönteineen)",
        tr: "Karakter sayısı (boşluklarla)", uk: "Знаки (з пробілами)",
        el: "Χαρακτήρες (με κενά)", hu: "Karakterek (szóközökkel)",
    }

    /// Label of who answers for the content.
    RESPONSIBLE {
        de: "Verantwortlich im Sinne des Presserechts", en: "Responsible for the content",
        fr: "Responsable de la publication", nl: "Verantwoordelijk voor de inhoud",
        it: "Responsabile dei contenuti", es: "Responsable del contenido",
        pt: "Responsável pelo conteúdo", pl: "Za treść odpowiada", cs: "Za obsah odpovídá",
        sk: "Za obsah zodpovedá", da: "Ansvarlig for indholdet", sv: "Ansvarig för innehållet",
        nb: "Ansvarlig for innholdet", fi: "Sisällöstä vastaa", tr: "İçerikten sorumlu",
        uk: "Відповідальність за зміст", el: "Ευθύνη περιεχομένου", hu: "A tartalomért felel",
    }

    /// Label of addresses too long to stand in the text.
    ADDRESSES {
        de: "Adressen", en: "Addresses", fr: "Adresses", nl: "Adressen", it: "Indirizzi",
        es: "Direcciones", pt: "Endereços", pl: "Adresy", cs: "Adresy", sk: "Adresy",
        da: "Adresser", sv: "Adresser", nb: "Adresser", fi: "Osoitteet", tr: "Adresler",
        uk: "Адреси", el: "Διευθύνσεις", hu: "Címek",
    }

    /// What a screen reader says before a mail address.
    EMAIL_TO {
        de: "E-Mail an", en: "Email to", fr: "E-mail à", nl: "E-mail naar", it: "E-mail a",
        es: "Correo electrónico a", pt: "E-mail para", pl: "E-mail na adres",
        cs: "E-mail na adresu", sk: "E-mail na adresu", da: "E-mail til", sv: "E-post till",
        nb: "E-post til", fi: "Sähköposti:", tr: "E-posta:", uk: "Лист на адресу",
        el: "Email προς", hu: "E-mail:",
    }

    /// What it says before a telephone number.
    CALL {
        de: "Anruf bei", en: "Call", fr: "Appeler le", nl: "Bel", it: "Chiama il numero",
        es: "Llamar al", pt: "Ligar para", pl: "Zadzwoń pod numer", cs: "Zavolat na číslo",
        sk: "Zavolať na číslo", da: "Ring til", sv: "Ring", nb: "Ring", fi: "Puhelin:",
        tr: "Telefon:", uk: "Телефонувати за номером", el: "Κλήση στο", hu: "Telefon:",
    }

    /// What it says before the address of a page.
    LINK_TO {
        de: "Link zu", en: "Link to", fr: "Lien vers", nl: "Link naar", it: "Collegamento a",
        es: "Enlace a", pt: "Ligação para", pl: "Link do", cs: "Odkaz na", sk: "Odkaz na",
        da: "Link til", sv: "Länk till", nb: "Lenke til", fi: "Linkki:", tr: "Bağlantı:",
        uk: "Посилання на", el: "Σύνδεσμος προς", hu: "Hivatkozás:",
    }

    /// The embargo with its moment.
    EMBARGOED_UNTIL {
        de: "Sperrfrist: {}", en: "Embargoed until {}", fr: "Sous embargo jusqu’au {}",
        nl: "Onder embargo tot {}", it: "Sotto embargo fino a {}", es: "Embargado hasta el {}",
        pt: "Sob embargo até {}", pl: "Embargo do: {}", cs: "Embargo do: {}",
        sk: "Embargo do: {}", da: "Klausuleret til {}", sv: "Embargo till {}",
        nb: "Sperrefrist: {}", fi: "Julkaisuvapaa {}", tr: "Ambargo bitişi: {}",
        uk: "Ембарго до: {}", el: "Εμπάργκο έως: {}", hu: "Az embargó vége: {}",
    }

    /// The embargo with its event, whose words are the author’s and keep their form.
    EMBARGOED_FOR {
        de: "Sperrfrist: {}", en: "Embargoed until {}", fr: "Sous embargo\u{a0}: {}",
        nl: "Onder embargo tot {}", it: "Sotto embargo: {}", es: "Embargo: {}", pt: "Embargo: {}",
        pl: "Embargo do: {}", cs: "Embargo do: {}", sk: "Embargo do: {}",
        da: "Klausuleret til: {}", sv: "Embargo till: {}", nb: "Sperrefrist: {}",
        fi: "Julkaisuvapaa: {}", tr: "Ambargo bitişi: {}", uk: "Ембарго до: {}",
        el: "Εμπάργκο έως: {}", hu: "Az embargó vége: {}",
    }

    /// The note that belongs to an embargoed speech.
    SPOKEN_WORD {
        de: "Es gilt das gesprochene Wort.", en: "Check against delivery.",
        fr: "Seul le prononcé fait foi.", nl: "Alleen de uitgesproken tekst geldt.",
        it: "Fa fede il discorso pronunciato.", es: "Prevalece el discurso pronunciado.",
        pt: "Só faz fé o discurso proferido.", pl: "Obowiązuje słowo wygłoszone.",
        cs: "Platí mluvené slovo.", sk: "Platí hovorené slovo.", da: "Det talte ord gælder.",
        sv: "Det talade ordet gäller.", nb: "Det talte ord gjelder.",
        fi: "Muutokset puhuttaessa mahdollisia.", tr: "Yapılan konuşma esastır.",
        uk: "Перевага — за виголошеним текстом.", el: "Υπερισχύει ο εκφωνηθείς λόγος.",
        hu: "Az elhangzott szöveg az irányadó.", "pt-BR": "Prevalece o discurso proferido.",
    }
}
