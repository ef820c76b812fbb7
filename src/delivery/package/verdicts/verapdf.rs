//! Reports of veraPDF in its JSON form, read as a stream: of each job a few
//! facts are handed on, the rest is passed over unread.
//!
//! A run of one process writes `{"report": ...}`. With `--processes` there is
//! a report for each file, `{"reports": [{"report": ...}, ...]}` (JsonReportWriter
//! of veraPDF-library 1.28), and runs that write into one file one after the
//! other (`xargs`, `>>`) leave several objects. All three are read alike.
//!
//! The order of keys is the writer's to choose: when and by which version the
//! files were judged may stand before the jobs or after them. Versions before
//! 1.28 wrote one result a job and not a list of them.

use std::fmt;
use std::io::Read;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a report says of one file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The file.
    #[serde(rename = "itemDetails")]
    pub item: Item,
    /// Its results, one a profile; none when it could not be judged.
    #[serde(rename = "validationResult", default)]
    results: Results,
    processing_time: Option<Time>,
}

/// A file that was judged.
#[derive(Deserialize)]
pub struct Item {
    /// Its path as veraPDF was given it, made absolute.
    pub name: String,
    /// Its size in bytes; negative when veraPDF does not know it.
    pub size: Option<i64>,
}

/// What a profile gave.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Profiled {
    profile_name: String,
    job_end_status: Option<String>,
    compliant: Option<bool>,
}

#[derive(Deserialize, Clone, Copy)]
struct Time {
    /// Milliseconds since 1970.
    start: i64,
}

impl Job {
    /// When judging it began, in milliseconds since 1970.
    pub fn started(&self) -> Option<i64> {
        self.processing_time.map(|time| time.start)
    }

    /// What its profiles gave.
    pub fn results(&self) -> &[Profiled] {
        &self.results.0
    }
}

impl Profiled {
    /// The profile as short as people call it: `PDF/A-3A`, `PDF/UA-1`.
    pub fn profile(&self) -> String {
        let name = self.profile_name.split_whitespace().collect::<Vec<_>>().join(" ");
        name.strip_suffix(" validation profile").map_or(name.clone(), str::to_owned)
    }

    /// Whether the file passed; `None` when judging it did not come to an end.
    pub fn passed(&self) -> Option<bool> {
        self.compliant.filter(|_| self.job_end_status.as_deref() == Some("normal"))
    }
}

/// What is told of a report, in the order of the file.
pub enum Told {
    /// One of its jobs.
    Job(Job),
    /// Its end: what it says of itself and so of the jobs before.
    End(Head),
}

/// What a report says of itself.
pub struct Head {
    /// Name and version of the program.
    pub validator: String,
    /// When the run began, in milliseconds since 1970.
    pub started: Option<i64>,
}

/// Reads the reports of a file to its end and hands on what they tell.
///
/// # Errors
/// When it is not JSON, cut short, or not veraPDF's. What stood before that was
/// handed on.
pub fn read(file: impl Read, mut tell: impl FnMut(Told)) -> serde_json::Result<()> {
    let mut json = serde_json::Deserializer::from_reader(file);
    loop {
        Whole { tell: &mut tell }.deserialize(&mut json)?;
        match json.end() {
            // What follows has been looked at but not taken: another object.
            Err(error) if error.is_syntax() => {}
            done => return done,
        }
    }
}

/// `{"report": ...}` or `{"reports": [...]}`
struct Whole<'a> {
    tell: &'a mut dyn FnMut(Told),
}

/// `[{"report": ...}, ...]`
struct Several<'a> {
    tell: &'a mut dyn FnMut(Told),
}

/// `{"buildInformation": ..., "jobs": [...], "batchSummary": ...}`
struct Body<'a> {
    tell: &'a mut dyn FnMut(Told),
}

struct Jobs<'a> {
    tell: &'a mut dyn FnMut(Told),
}

/// A deserializer's seed is its visitor here.
macro_rules! seed {
    ($name:ident, $method:ident) => {
        impl<'de> DeserializeSeed<'de> for $name<'_> {
            type Value = ();
            fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
                json.$method(self)
            }
        }
    };
}

seed!(Whole, deserialize_map);
seed!(Several, deserialize_seq);
seed!(Body, deserialize_map);
seed!(Jobs, deserialize_seq);

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a report of veraPDF")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            let tell = &mut *self.tell;
            match key.as_str() {
                "report" => map.next_value_seed(Body { tell })?,
                "reports" => map.next_value_seed(Several { tell })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
            }
            found = true;
        }
        if found { Ok(()) } else { Err(Error::missing_field("report")) }
    }
}

impl<'de> Visitor<'de> for Several<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of reports")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Whole { tell: &mut *self.tell })?.is_some() {}
        Ok(())
    }
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body of a report of veraPDF")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (mut validator, mut started, mut jobs) = (None, None, false);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "buildInformation" => validator = map.next_value::<Build>()?.validator(),
                "batchSummary" => started = map.next_value::<Summary>()?.duration,
                "jobs" => {
                    jobs = true;
                    map.next_value_seed(Jobs { tell: &mut *self.tell })?;
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        if !jobs {
            return Err(Error::missing_field("jobs"));
        }
        let validator = validator.ok_or_else(|| Error::missing_field("releaseDetails"))?;
        (self.tell)(Told::End(Head { validator, started: started.map(|time| time.start) }));
        Ok(())
    }
}

impl<'de> Visitor<'de> for Jobs<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of jobs")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut jobs: A) -> Result<(), A::Error> {
        while let Some(job) = jobs.next_element()? {
            (self.tell)(Told::Job(job));
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Build {
    release_details: Vec<Part>,
}

/// A part of the program.
#[derive(Deserialize)]
struct Part {
    id: String,
    version: String,
}

impl Build {
    /// `gui` has the version that the program itself tells and is known by;
    /// without it, the first part has to do.
    fn validator(self) -> Option<String> {
        let Self { release_details: parts } = self;
        let part = parts.iter().find(|part| part.id == "gui").or(parts.first())?;
        Some(format!("veraPDF {}", part.version))
    }
}

#[derive(Deserialize)]
struct Summary {
    duration: Option<Time>,
}

/// One result or a list of them.
#[derive(Default)]
struct Results(Vec<Profiled>);

impl<'de> Deserialize<'de> for Results {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(OneOrMore)
    }
}

struct OneOrMore;

impl<'de> Visitor<'de> for OneOrMore {
    type Value = Results;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("results of profiles")
    }

    fn visit_unit<E: Error>(self) -> Result<Results, E> {
        Ok(Results::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Results, A::Error> {
        let one = Profiled::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Results(vec![one]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Results, A::Error> {
        let mut results = Vec::new();
        while let Some(result) = list.next_element()? {
            results.push(result);
        }
        Ok(Results(results))
    }
}
