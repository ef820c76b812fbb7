//! A small, valid PDF/X-4 sheet to damage.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

/// The bundled output profile.
pub(super) const PROFILE: &[u8] = include_bytes!("../../../profiles/coated-fogra39-300.icc");

/// Bar to the bleed edges, a line of text, a thin rule, a photo and a
/// registration mark outside the bleed.
const CONTENT: &str = "/Over gs /All cs 1 scn 150 392 0.5 8 re f \
    0.4 0.2 0 0 k /Knock gs 11 340 278 49 re f \
    /Over gs 0 0 0 1 k BT /F1 10 Tf 40 200 Td <00010002> Tj ET \
    0 0 0 1 K 0.5 w 40 190 m 240 190 l S \
    q /Knock gs 24 0 0 24 40 100 cm /Im1 Do Q";

/// A document with handles to its parts.
pub(super) struct Sheet {
    pub doc: Document,
    pub catalog: ObjectId,
    pub info: ObjectId,
    pub page: ObjectId,
    pub resources: ObjectId,
    pub content: ObjectId,
    pub xmp: ObjectId,
    pub intent: ObjectId,
    pub profile: ObjectId,
    pub font: ObjectId,
    pub cid_font: ObjectId,
    pub font_file: ObjectId,
    /// Last change, on the written bytes.
    pub patch: Option<fn(Vec<u8>) -> Vec<u8>>,
}

/// The XMP packet of the clean sheet.
pub(super) const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sheet</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2021-02-17T10:00:00+01:00</xmp:CreateDate>
<xmp:ModifyDate>2021-02-17T10:00:00+01:00</xmp:ModifyDate>
<xmp:MetadataDate>2021-02-17T10:00:00+01:00</xmp:MetadataDate>
<xmp:CreatorTool>Test</xmp:CreatorTool>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Trapped>False</pdf:Trapped><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

fn text(value: &str) -> Object {
    Object::string_literal(value)
}

/// A TrueType file with only the tables that widths and licence are read
/// from: three glyphs of 500, 600 and 700 units of 1000.
pub(super) fn truetype(fs_type: u16) -> Vec<u8> {
    let mut head = vec![0u8; 54];
    head[18..20].copy_from_slice(&1000u16.to_be_bytes());
    let mut hhea = vec![0u8; 36];
    hhea[34..36].copy_from_slice(&3u16.to_be_bytes());
    let hmtx =
        [[500u16, 0], [600, 0], [700, 0]].concat().iter().flat_map(|v| v.to_be_bytes()).collect();
    let mut os2 = vec![0u8; 96];
    os2[8..10].copy_from_slice(&fs_type.to_be_bytes());
    let tables: [(&[u8; 4], Vec<u8>); 4] =
        [(b"OS/2", os2), (b"head", head), (b"hhea", hhea), (b"hmtx", hmtx)];
    let mut file = vec![0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0];
    let mut offset = 12 + 16 * tables.len();
    for (tag, data) in &tables {
        file.extend_from_slice(*tag);
        file.extend_from_slice(&[0; 4]);
        file.extend_from_slice(&(offset as u32).to_be_bytes());
        file.extend_from_slice(&(data.len() as u32).to_be_bytes());
        offset += data.len();
    }
    tables.iter().for_each(|(_, data)| file.extend_from_slice(data));
    file
}

impl Sheet {
    pub(super) fn new() -> Self {
        let mut doc = Document::with_version("1.6");
        let mut profile_dict = Dictionary::new();
        profile_dict.set("N", 4);
        let profile = doc.add_object(Stream::new(profile_dict, PROFILE.to_vec()));
        let intent = doc.add_object(dictionary! {
            "Type" => "OutputIntent", "S" => "GTS_PDFX",
            "OutputConditionIdentifier" => text("FOGRA39"),
            "RegistryName" => text("http://www.color.org"),
            "DestOutputProfile" => profile,
        });
        let (font, cid_font, font_file) = add_font(&mut doc);
        let resources = add_resources(&mut doc, font);
        let content = doc.add_object(Stream::new(Dictionary::new(), CONTENT.as_bytes().to_vec()));
        let pages = doc.new_object_id();
        let page = doc.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Resources" => resources, "Contents" => content,
            "MediaBox" => numbers([0, 0, 300, 400]),
            "BleedBox" => numbers([11, 11, 289, 389]),
            "TrimBox" => numbers([20, 20, 280, 380]),
        });
        doc.objects.insert(
            pages,
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into(),
        );
        let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        let xmp = doc.add_object(Stream::new(metadata, XMP.as_bytes().to_vec()));
        let catalog = doc.add_object(dictionary! {
            "Type" => "Catalog", "Pages" => pages, "Metadata" => xmp, "OutputIntents" => vec![intent.into()],
        });
        let info = doc.add_object(dictionary! {
            "Title" => text("Sheet"), "Creator" => text("Test"), "Trapped" => "False",
            "CreationDate" => text("D:20210217100000+01'00'"), "ModDate" => text("D:20210217100000+01'00'"),
        });
        doc.trailer.set("Root", catalog);
        doc.trailer.set("Info", info);
        doc.trailer.set("ID", vec![text("0123456789abcdef"), text("0123456789abcdef")]);
        let patch = None;
        Self {
            doc,
            catalog,
            info,
            page,
            resources,
            content,
            xmp,
            intent,
            profile,
            font,
            cid_font,
            font_file,
            patch,
        }
    }

    /// The written file.
    pub(super) fn bytes(mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.doc.save_to(&mut bytes).expect("the sheet is written");
        match self.patch {
            Some(patch) => patch(bytes),
            None => bytes,
        }
    }

    pub(super) fn dict(&mut self, id: ObjectId) -> &mut Dictionary {
        self.doc.get_dictionary_mut(id).expect("a dictionary of the sheet")
    }

    pub(super) fn stream(&mut self, id: ObjectId) -> &mut Stream {
        self.doc.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream of the sheet")
    }

    /// Adds operators to the page.
    pub(super) fn paint(&mut self, operators: &str) {
        let content = self.content;
        let stream = self.stream(content);
        let mut bytes = stream.content.clone();
        bytes.push(b'\n');
        bytes.extend_from_slice(operators.as_bytes());
        stream.set_content(bytes);
    }

    /// Replaces the page's operators.
    pub(super) fn repaint(&mut self, operators: &str) {
        let content = self.content;
        self.stream(content).set_content(operators.as_bytes().to_vec());
    }

    /// Adds a resource.
    pub(super) fn resource(&mut self, category: &str, name: &str, value: impl Into<Object>) {
        let resources = self.resources;
        let dict = self.dict(resources);
        if !dict.has(category.as_bytes()) {
            dict.set(category, Dictionary::new());
        }
        let category = dict.get_mut(category.as_bytes()).and_then(Object::as_dict_mut);
        category.expect("a category").set(name, value.into());
    }

    /// Adds a stream as a resource.
    pub(super) fn stream_resource(
        &mut self,
        category: &str,
        name: &str,
        dict: Dictionary,
        data: &[u8],
    ) {
        let id = self.doc.add_object(Stream::new(dict, data.to_vec()));
        self.resource(category, name, id);
    }

    /// Replaces text in the XMP packet.
    pub(super) fn xmp(&mut self, from: &str, to: &str) {
        assert!(XMP.contains(from), "the packet has {from}");
        let xmp = self.xmp;
        self.stream(xmp).set_content(XMP.replace(from, to).into_bytes());
    }

    /// Adds a Separation space `name` with plain tint transform to DeviceCMYK.
    pub(super) fn spot(&mut self, resource: &str, name: &[u8], full: [f32; 4]) {
        let space = separation(name, full);
        self.resource("ColorSpace", resource, space);
    }
}

pub(super) fn numbers(values: [i64; 4]) -> Object {
    values.map(Object::Integer).to_vec().into()
}

fn separation(name: &[u8], full: [f32; 4]) -> Object {
    let tint = dictionary! {
        "FunctionType" => 2, "N" => 1, "Domain" => vec![0.into(), 1.into()],
        "C0" => numbers([0, 0, 0, 0]), "C1" => full.map(Object::Real).to_vec(),
    };
    vec!["Separation".into(), Object::Name(name.to_vec()), "DeviceCMYK".into(), tint.into()].into()
}

fn add_font(doc: &mut Document) -> (ObjectId, ObjectId, ObjectId) {
    let font_file = doc.add_object(Stream::new(Dictionary::new(), truetype(0)));
    let descriptor = doc.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "ABCDEF+Test", "FontFile2" => font_file,
    });
    let cid_font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "ABCDEF+Test",
        "FontDescriptor" => descriptor, "CIDToGIDMap" => "Identity", "DW" => 500,
        "W" => vec![1.into(), vec![600.into(), 700.into()].into()],
    });
    let font = doc.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "ABCDEF+Test", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![cid_font.into()],
    });
    (font, cid_font, font_file)
}

fn add_resources(doc: &mut Document, font: ObjectId) -> ObjectId {
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK",
    };
    let image = doc.add_object(Stream::new(image, [120, 60, 20, 10].repeat(10_000)));
    let states = dictionary! {
        "Over" => dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 },
        "Knock" => dictionary! { "Type" => "ExtGState", "OP" => false, "op" => false, "OPM" => 1 },
    };
    let registration = separation(b"All", [1.0; 4]);
    doc.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font },
        "XObject" => dictionary! { "Im1" => image },
        "ExtGState" => states,
        "ColorSpace" => dictionary! { "All" => registration },
    })
}
