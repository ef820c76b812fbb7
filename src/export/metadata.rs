//! XMP packet and Info dictionary, equal in everything both can hold.
//!
//! The `press:` schema carries what an archive searches for without opening
//! a file: number, kind, embargo, responsible person, date of the release and
//! the version of the program. PDF/A wants every own property described, so
//! the packet holds its own extension schema (ISO 19005-3, 6.6.2.3).

use pdf_writer::types::TrappingStatus;
use pdf_writer::writers::DocumentInfo;
use pdf_writer::{Date, Filter, Name, Ref, Str, TextStr};
use xmp_writer::pdfa::PdfAExtPropertiesWriter;
use xmp_writer::{
    CustomNamespace, DateTime, LangId, Namespace, RenditionClass, Timezone, XmpWriter,
};

use super::objects::File;
use super::{Edition, Options};
use crate::compose::document::Info;

/// The version PDF/X-4 files name themselves by.
const PDFX_VERSION: &str = "PDF/X-4";

/// When the sheet was made, as far as its content tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Moment {
    year: u16,
    month: u8,
    day: u8,
    time: (u8, u8, u8),
}

impl Moment {
    /// The date of the release at midnight, or the instant a caller states.
    pub(super) fn of(info: &Info, options: &Options) -> Self {
        let stated = options.timestamp.map(|t| jiff::tz::Offset::UTC.to_datetime(t));
        let at = stated.unwrap_or_else(|| info.date.at(0, 0, 0, 0));
        let small = |value: i8| u8::try_from(value).unwrap_or(0);
        Self {
            year: u16::try_from(at.year()).unwrap_or(0),
            month: small(at.month()),
            day: small(at.day()),
            time: (small(at.hour()), small(at.minute()), small(at.second())),
        }
    }

    /// As a PDF date in UTC.
    pub(super) fn pdf(self) -> Date {
        let (hour, minute, second) = self.time;
        let date = Date::new(self.year).month(self.month).day(self.day);
        date.hour(hour).minute(minute).second(second).utc_offset_hour(0).utc_offset_minute(0)
    }

    /// As an XMP date in UTC.
    fn xmp(self) -> DateTime {
        let (hour, minute, second) = self.time;
        DateTime::new(self.year, self.month, self.day, hour, minute, second, Timezone::Utc)
    }
}

/// What metadata is written from.
pub(super) struct Metadata<'a> {
    pub(super) info: &'a Info,
    pub(super) options: &'a Options,
    pub(super) edition: Edition,
    pub(super) moment: Moment,
    pub(super) pages: usize,
}

impl Metadata<'_> {
    /// Writes the Info dictionary.
    pub(super) fn write_info(&self, file: &mut File<'_>, id: Ref) {
        let (info, producer) = (self.info, self.options.producer.as_str());
        let mut dict: DocumentInfo<'_> = file.object(id).start();
        dict.title(TextStr(&info.title)).author(TextStr(&info.organisation));
        if let Some(subject) = &info.subject {
            dict.subject(TextStr(subject));
        }
        if !info.keywords.is_empty() {
            dict.keywords(TextStr(&info.keywords.join(", ")));
        }
        dict.creator(TextStr(producer)).producer(TextStr(producer));
        dict.creation_date(self.moment.pdf()).modified_date(self.moment.pdf());
        if self.edition.is_printed() {
            dict.trapped(TrappingStatus::NotTrapped);
            dict.pair(Name(b"GTS_PDFXVersion"), Str(PDFX_VERSION.as_bytes()));
        }
    }

    /// Writes the XMP packet. Archive and print leave it as it is, to be found
    /// by programs that know no PDF. A mail has to be small: packed, 5.9 kB of
    /// the example become 1.6, of a file of 23.2. Whatever reads PDF finds it
    /// all the same. Only PDF/A-1 forbids it (veraPDF's rule 6.7.2-2); for
    /// parts 2 and 3 veraPDF has rules on type, header, well-formedness and
    /// encoding (6.6.2.1-1 to -5) and none on filters but 6.1.7.2: no LZW.
    pub(super) fn write_xmp(&self, file: &mut File<'_>, id: Ref, content: [u8; 16]) {
        let packet = self.xmp(content);
        let packed = self.edition == Edition::Mail && !file.is_pretty();
        let data = if packed { file.compress(packet.as_bytes()) } else { packet.into_bytes() };
        let mut stream = file.ready_stream(id, &data);
        if packed {
            stream.filter(Filter::FlateDecode);
        }
        stream.pair(Name(b"Type"), Name(b"Metadata")).pair(Name(b"Subtype"), Name(b"XML"));
    }

    fn xmp(&self, content: [u8; 16]) -> String {
        let info = self.info;
        let mut xmp = XmpWriter::new();
        xmp.format("application/pdf");
        xmp.title(alternatives(info, &info.title));
        xmp.creator([info.organisation.as_str()]);
        if let Some(subject) = &info.subject {
            xmp.description(alternatives(info, subject));
        }
        xmp.language([LangId(info.lang.as_str())]);
        if !info.keywords.is_empty() {
            xmp.subject(info.keywords.iter().map(String::as_str));
            xmp.pdf_keywords(&info.keywords.join(", "));
        }
        let now = self.moment.xmp();
        xmp.create_date(now).modify_date(now).metadata_date(now);
        xmp.creator_tool(&self.options.producer).producer(&self.options.producer);
        xmp.num_pages(self.pages as u32);
        let id = uuid(content);
        xmp.document_id(&id).instance_id(&id).rendition_class(RenditionClass::Default);
        xmp.version_id("1");
        match self.edition {
            Edition::Mail | Edition::Archive => {
                xmp.pdfa_part(3).pdfa_conformance("A").pdfua_part(1);
            }
            Edition::Print => {
                xmp.trapped(false).pdfx_version(PDFX_VERSION);
            }
            Edition::Triple => {
                xmp.pdfa_part(2).pdfa_conformance("A").pdfua_part(1);
                xmp.trapped(false).pdfx_version(PDFX_VERSION);
            }
        }
        self.press(&mut xmp);
        self.schemas(&mut xmp);
        xmp.finish(None)
    }

    /// The properties of the `press:` schema.
    fn press(&self, xmp: &mut XmpWriter<'_>) {
        let info = self.info;
        xmp.element("kind", press()).language_alternative(alternatives(info, &info.kind));
        if let Some(number) = &info.number {
            xmp.element("number", press()).value(number.as_str());
        }
        if let Some(embargo) = &info.embargo {
            xmp.element("embargo", press()).language_alternative(alternatives(info, embargo));
        }
        if let Some(responsible) = &info.responsible {
            xmp.element("responsible", press()).value(responsible.as_str());
        }
        let (year, month, day) = (info.date.year(), info.date.month(), info.date.day());
        let date = DateTime::date(
            u16::try_from(year).unwrap_or(0),
            u8::try_from(month).unwrap_or(1),
            u8::try_from(day).unwrap_or(1),
        );
        xmp.element("date", press()).value(date);
        xmp.element("version", press()).value(self.options.producer.as_str());
    }

    /// Descriptions of all properties that PDF/A does not predefine.
    fn schemas(&self, xmp: &mut XmpWriter<'_>) {
        let mut schemas = xmp.extension_schemas();
        if self.edition.is_tagged() {
            let mut schema = schemas.pdfua_id();
            schema.properties().describe_part();
        }
        if self.edition == Edition::Triple {
            schemas.pdf().properties().describe_trapped();
            let mut schema = schemas.add_schema();
            schema.namespace(Namespace::PdfXId);
            let text = "Version of PDF/X the file conforms to";
            describe(&mut schema.properties(), "GTS_PDFXVersion", "Text", text);
        }
        let mut schema = schemas.add_schema();
        schema.namespace(press());
        let mut properties = schema.properties();
        for (name, kind, description) in [
            ("kind", "Lang Alt", "Kind of the release, e.g. press release or invitation"),
            ("number", "Text", "Number of the release as printed"),
            ("embargo", "Lang Alt", "Embargo as one sentence; absent when there is none"),
            ("responsible", "Text", "Person or office that answers for the release"),
            ("date", "Date", "Date of the release"),
            ("version", "Text", "Program and version that set the sheet"),
        ] {
            describe(&mut properties, name, kind, description);
        }
    }
}

fn describe(properties: &mut PdfAExtPropertiesWriter<'_, '_>, name: &str, kind: &str, text: &str) {
    properties.add_property().category(false).description(text).name(name).value_type(kind);
}

/// The namespace of the `press:` schema. A URN, so it promises no web page.
fn press() -> Namespace<'static> {
    Namespace::Custom(Box::new(CustomNamespace::new(
        "Press release",
        "press",
        "urn:pressblatt:release:1#",
    )))
}

/// A text for readers of any language and for those of its own.
fn alternatives<'a>(info: &'a Info, text: &'a str) -> [(Option<LangId<'a>>, &'a str); 2] {
    [(None, text), (Some(LangId(info.lang.as_str())), text)]
}

/// A name-based UUID of version 8 (RFC 9562, 5.8) from the content.
fn uuid(content: [u8; 16]) -> String {
    let mut bytes = content;
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let part = |range: std::ops::Range<usize>| hex.get(range).unwrap_or_default();
    format!(
        "uuid:{}-{}-{}-{}-{}",
        part(0..8),
        part(8..12),
        part(12..16),
        part(16..20),
        part(20..32)
    )
}
