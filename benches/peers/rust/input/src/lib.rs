//! What the Rust peers share: the release as JSON, a first-fit layout for
//! libraries that have none of their own, and the batch loop.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Deserialize;

/// One release, as `generate` writes it.
#[derive(Deserialize)]
pub struct Release {
    pub organisation: String,
    pub kind: String,
    pub contact: Vec<String>,
    pub date: String,
    pub number: String,
    pub kicker: String,
    pub headline: String,
    pub blocks: Vec<Block>,
}

/// One paragraph.
#[derive(Deserialize)]
pub struct Block {
    pub role: Role,
    pub text: String,
}

/// What a paragraph is.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Running text.
    Text,
    /// Who speaks, bold.
    Speaker,
    /// A heading inside the release.
    Heading,
    /// The headline.
    Title,
    /// Letterhead, date, number, kicker.
    Head,
    /// The page number: no content.
    Artifact,
}

/// One line of text at its place, in points from the top left corner.
pub struct Line {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub bold: bool,
    pub text: String,
    pub role: Role,
    /// Lines of one paragraph share this.
    pub block: usize,
}

pub const WIDTH: f32 = 595.276;
pub const HEIGHT: f32 = 841.89;
const MARGIN: f32 = 70.866;
const BOTTOM: f32 = HEIGHT - 68.0;

/// Sets a release first-fit and ragged; `width` measures text in ems.
pub fn layout(release: &Release, width: &dyn Fn(bool, &str) -> f32) -> Vec<Vec<Line>> {
    let mut setter = Setter { width, pages: vec![Vec::new()], y: 56.0, block: 0 };
    setter.set(&release.organisation, Role::Head, 21.0, 25.0, true, 1.0);
    setter.set(&release.kind, Role::Head, 12.0, 16.0, true, 6.0);
    for line in &release.contact {
        setter.set(line, Role::Head, 8.5, 11.0, false, 0.0);
    }
    setter.y += 14.0;
    setter.set(&release.date, Role::Head, 10.5, 14.0, false, 0.0);
    setter.set(&release.number, Role::Head, 10.5, 14.0, false, 14.0);
    setter.set(&release.kicker, Role::Head, 14.0, 18.0, true, 0.0);
    setter.set(&release.headline, Role::Title, 14.0, 18.0, true, 12.0);
    for block in &release.blocks {
        match block.role {
            Role::Speaker => setter.set(&block.text, block.role, 10.5, 14.0, true, 3.5),
            Role::Heading => setter.set(&block.text, block.role, 11.5, 15.0, true, 4.0),
            _ => setter.set(&block.text, block.role, 10.5, 14.0, false, 7.0),
        }
    }
    setter.finish()
}

struct Setter<'a> {
    width: &'a dyn Fn(bool, &str) -> f32,
    pages: Vec<Vec<Line>>,
    y: f32,
    block: usize,
}

impl Setter<'_> {
    fn set(&mut self, text: &str, role: Role, size: f32, leading: f32, bold: bool, after: f32) {
        let measure = (WIDTH - 2.0 * MARGIN) / size;
        let space = (self.width)(bold, " ");
        let mut line = String::new();
        let mut used = 0.0;
        for word in text.split_whitespace() {
            let wide = (self.width)(bold, word);
            if !line.is_empty() && used + space + wide > measure {
                // A space at the end keeps the words apart when read aloud.
                line.push(' ');
                self.line(std::mem::take(&mut line), role, size, leading, bold);
                used = 0.0;
            }
            if !line.is_empty() {
                line.push(' ');
                used += space;
            }
            line.push_str(word);
            used += wide;
        }
        self.line(line, role, size, leading, bold);
        self.y += after;
        self.block += 1;
    }

    fn line(&mut self, text: String, role: Role, size: f32, leading: f32, bold: bool) {
        if self.y + leading > BOTTOM {
            self.pages.push(Vec::new());
            self.y = 56.0;
        }
        self.y += leading;
        let line = Line { x: MARGIN, y: self.y, size, bold, text, role, block: self.block };
        self.pages.last_mut().expect("there is a page").push(line);
    }

    fn finish(mut self) -> Vec<Vec<Line>> {
        let count = self.pages.len();
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.push(Line {
                x: WIDTH - MARGIN - 60.0,
                y: HEIGHT - 40.0,
                size: 8.5,
                bold: false,
                text: format!("Seite {} von {count}", index + 1),
                role: Role::Artifact,
                block: usize::MAX,
            });
        }
        self.pages
    }
}

/// Command line of every Rust peer: `FONTS OUT JOBS INPUT.json...`.
pub struct Job {
    pub fonts: PathBuf,
    pub out: PathBuf,
    pub jobs: usize,
    pub inputs: Vec<PathBuf>,
}

impl Job {
    /// Reads the command line.
    pub fn from_args() -> Self {
        let mut args = std::env::args().skip(1);
        let mut next = || args.next().expect("usage: FONTS OUT JOBS INPUT.json...");
        let (fonts, out) = (PathBuf::from(next()), PathBuf::from(next()));
        let jobs = next().parse().expect("JOBS is a number");
        Self { fonts, out, jobs, inputs: args.map(PathBuf::from).collect() }
    }

    /// Reads a font file.
    pub fn font(&self, name: &str) -> Vec<u8> {
        read(&self.fonts.join(name))
    }

    /// Renders all inputs on as many threads as asked for.
    pub fn run(&self, render: impl Fn(&Release) -> Vec<u8> + Sync) {
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..self.jobs {
                scope.spawn(|| {
                    while let Some(input) = self.inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let release = serde_json::from_slice(&read(input)).expect("a release");
                        let name = input.file_stem().expect("a file name");
                        let path = self.out.join(name).with_extension("pdf");
                        std::fs::write(path, render(&release)).expect("the sheet is written");
                    }
                });
            }
        });
    }
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
