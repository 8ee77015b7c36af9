//! The look of an official document, in one place: GB/T 9704-2012 as its numbers are quoted on public pages; the text of the
//! standard was not seen, so no conformity is claimed.
//!
//! Lengths are in twentieths of a point, as Word files write them; sizes of letters in half points.

use docx_rs::{
    AlignmentType, DocGrid, DocGridType, Footer, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    Run, RunFonts, SpecialIndentType, Style, StyleType,
};
use hazdrill_model::Lang;

use super::page::Paper;

/// A millimetre.
const fn mm(length: u32) -> u32 {
    // 1440 to the inch of 25.4 mm, rounded.
    (length * 14_400 + 127) / 254
}

/// A4.
const PAPER: (u32, u32) = (mm(210), mm(297));
/// Margins: head 37 mm, binding 28 mm; what is left of a type area of 156 × 225 mm: foot 35 mm, front 26 mm.
const HEAD: u32 = mm(37);
const BINDING: u32 = mm(28);
const FOOT: u32 = mm(35);
const FRONT: u32 = mm(26);
/// The sides of a card.
const CARD: u32 = mm(17);
/// The page number stands 7 mm below the type area.
const NUMBER_FROM_EDGE: u32 = mm(23);
const HEADER_FROM_EDGE: u32 = mm(22);
/// 22 lines on 225 mm: 28.95 points each.
const LINE: i32 = 579;
/// 28 letters of 16 points on 156 mm: each a quarter of a point closer. Programs read a grid of letters differently, a
/// spacing alike.
const CLOSER: i32 = -5;

/// Sizes by their Chinese names.
const SIZE_2: usize = 44;
const SIZE_3: usize = 32;
const SIZE_4: usize = 28;
const SIZE_SMALL_4: usize = 24;
const SIZE_5: usize = 21;

const SONG_TITLE: &str = "方正小标宋简体";
const FANGSONG: &str = "仿宋_GB2312";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const SONG: &str = "宋体";
const LATIN: &str = "Times New Roman";

/// The styles of the sheet.
pub(super) mod style {
    pub(crate) const TITLE: &str = "DocTitle";
    pub(crate) const COVER: &str = "CoverLine";
    pub(crate) const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];
    pub(crate) const BODY: &str = "BodyText";
    pub(crate) const CONTENTS: &str = "ContentsLine";
    pub(crate) const CAPTION: &str = "TableCaption";
    pub(crate) const HEAD_CELL: &str = "TableHead";
    pub(crate) const CELL: &str = "TableCell";
    pub(crate) const NOTE: &str = "TableNote";
    pub(crate) const SIGN: &str = "SignLine";
    pub(crate) const HEADER: &str = "PageHead";
    pub(crate) const NUMBER: &str = "PageNumber";
}

/// The width of the type area.
pub(super) fn text_width(paper: Paper) -> usize {
    let width = match paper {
        Paper::Upright => PAPER.0 - BINDING - FRONT,
        Paper::Card => PAPER.0 - 2 * CARD,
        Paper::Wide => PAPER.1 - HEAD - FOOT,
    };
    width as usize
}

/// Width and height of the paper.
pub(super) fn paper_size(paper: Paper) -> (u32, u32) {
    match paper {
        Paper::Upright | Paper::Card => PAPER,
        Paper::Wide => (PAPER.1, PAPER.0),
    }
}

/// The margins; paper on its side is an upright page turned, its binding on top.
pub(super) fn margins(paper: Paper) -> PageMargin {
    let [top, left, bottom, right] = match paper {
        Paper::Upright => [HEAD, BINDING, FOOT, FRONT],
        Paper::Wide => [BINDING, FOOT, FRONT, HEAD],
        Paper::Card => [mm(22), CARD, mm(20), CARD],
    };
    let (header, footer) = match paper {
        Paper::Upright => (HEADER_FROM_EDGE, NUMBER_FROM_EDGE),
        Paper::Wide => (mm(15), mm(14)),
        Paper::Card => (mm(12), mm(10)),
    };
    let signed = |length: u32| length as i32;
    PageMargin {
        top: signed(top),
        left: signed(left),
        bottom: signed(bottom),
        right: signed(right),
        header: signed(header),
        footer: signed(footer),
        gutter: 0,
    }
}

/// The grid of lines: as far apart as the lines are, or programs move them to it.
pub(super) fn grid(lang: Lang, compact: bool) -> DocGrid {
    DocGrid::new().grid_type(DocGridType::Lines).line_pitch(pitch(lang, compact) as usize)
}

/// Letters of a face; numbers and Latin letters always in one face.
pub(super) fn face(name: &str) -> RunFonts {
    RunFonts::new().ascii(LATIN).hi_ansi(LATIN).cs(LATIN).east_asia(name)
}

/// The letters and lines of whatever has no style.
pub(super) fn default_face() -> (RunFonts, usize, LineSpacing) {
    (face(FANGSONG), SIZE_3, lines(Lang::Zh, false))
}

/// From line to line of the body; closer ones where all has to fit on a page.
fn pitch(lang: Lang, compact: bool) -> i32 {
    match (compact, lang) {
        (false, _) => LINE,
        (true, Lang::Zh) => 420,
        (true, Lang::En) => 330,
    }
}

/// Lines of the body.
fn lines(lang: Lang, compact: bool) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(pitch(lang, compact))
}

/// A line of a title; behind the last one a line stays empty.
pub(super) fn title_line(is_last: bool) -> LineSpacing {
    let line = LineSpacing::new().line_rule(LineSpacingType::Exact).line(660);
    if is_last { line.after(LINE as u32) } else { line }
}

/// Lines of tables are as high as their letters need.
fn tight() -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(280)
}

/// Every style.
pub(super) fn styles(lang: Lang, compact: bool) -> Vec<Style> {
    let lines = || lines(lang, compact);
    let body = match (compact, lang) {
        (false, _) => SIZE_3,
        (true, Lang::Zh) => SIZE_4,
        // The same says itself in English with more letters.
        (true, Lang::En) => SIZE_SMALL_4,
    };
    let plain = |id: &str, name: &str, font: &str, size: usize| {
        Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").fonts(face(font)).size(size)
    };
    let two_letters = Some(SpecialIndentType::FirstLine(2 * body as i32 * 10));
    let indented = |style: Style| style.indent(None, two_letters, None, None).first_line_chars(200);
    let closer = |mut style: Style| {
        if lang == Lang::Zh {
            style.run_property = style.run_property.spacing(CLOSER);
        }
        style
    };
    // English lines are justified badly without hyphenation.
    let sides = match lang {
        Lang::Zh => AlignmentType::Both,
        Lang::En => AlignmentType::Left,
    };
    let [first, second, third] = style::HEADINGS;
    let heading = |id: &str, level: usize, font: &str| {
        let heading = plain(id, &format!("heading {}", level + 1), font, body).outline_lvl(level);
        indented(heading.line_spacing(lines()).next(style::BODY))
    };
    vec![
        plain(style::TITLE, "Document title", SONG_TITLE, SIZE_2)
            .align(AlignmentType::Center)
            .line_spacing(title_line(false)),
        plain(style::COVER, "Cover line", KAI, SIZE_3).align(AlignmentType::Center).line_spacing(lines()),
        heading(first, 0, HEI),
        heading(second, 1, KAI),
        heading(third, 2, FANGSONG).bold(),
        closer(indented(plain(style::BODY, "Body of document", FANGSONG, body).line_spacing(lines()).align(sides))),
        // Two levels of headings have to fit on one page.
        plain(style::CONTENTS, "Contents line", FANGSONG, SIZE_SMALL_4).line_spacing(tight()).snap_to_grid(false),
        plain(style::CAPTION, "Table caption", HEI, SIZE_5)
            .align(AlignmentType::Center)
            .line_spacing(tight().before(160).after(60))
            .snap_to_grid(false),
        plain(style::HEAD_CELL, "Table head", HEI, SIZE_5)
            .align(AlignmentType::Center)
            .line_spacing(tight())
            .snap_to_grid(false),
        plain(style::CELL, "Table cell", SONG, SIZE_5).line_spacing(tight()).snap_to_grid(false),
        plain(style::NOTE, "Table note", KAI, SIZE_5).line_spacing(tight().after(120)).snap_to_grid(false),
        plain(style::SIGN, "Line to sign", FANGSONG, SIZE_3).align(AlignmentType::Right).line_spacing(lines()),
        plain(style::HEADER, "Head of page", HEI, SIZE_5)
            .align(AlignmentType::Center)
            .line_spacing(tight())
            .snap_to_grid(false),
        plain(style::NUMBER, "Page number", SONG, SIZE_4).line_spacing(tight()).snap_to_grid(false),
    ]
}

/// The head of every page says what it is: an exercise, or the review of a case.
pub(super) fn header(mark: &str, text: &str) -> Header {
    let line = if text.is_empty() { mark.to_owned() } else { format!("{mark} {text}") };
    Header::new().add_paragraph(Paragraph::new().style(style::HEADER).add_run(Run::new().add_text(line)))
}

/// Page number with a dash on each side: right on odd pages, left on even ones, one letter from the edge.
pub(super) fn footer(is_odd: bool) -> Footer {
    let letter = SIZE_4 as i32 * 10;
    let line = Paragraph::new().style(style::NUMBER);
    let line = if is_odd {
        line.align(AlignmentType::Right).indent(None, None, Some(letter), None)
    } else {
        line.align(AlignmentType::Left).indent(Some(letter), None, None, None)
    };
    let dash = |text: &str| Run::new().add_text(text);
    Footer::new().add_paragraph(line.add_run(dash("— ")).add_page_num(PageNum::new()).add_run(dash(" —")))
}
