//! A document of blocks as a Word file.

use super::gb9704::{self, style};
use super::page::{Block, Doc, Grid, Paper};
use super::text::pick;
use docx_rs::{
    Docx, FieldCharType, HeightRule, InstrPAGEREF, InstrText, PageOrientationType, Paragraph, Run, Tab, TabLeaderType,
    TabValueType, Table, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use std::io::{Cursor, Read, Seek, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The height by which the head of a table is known in the file; docx-rs has no word for "repeat on each page".
const HEAD_ROW: f32 = 341.0;
const HEAD_ROW_XML: &str = "<w:trHeight w:val=\"341\" w:hRule=\"atLeast\" />";
const REPEAT_XML: &str = "<w:trHeight w:val=\"341\" w:hRule=\"atLeast\" /><w:tblHeader />";
/// No part of a file is larger, bytes: more than the longest record gives.
const LARGEST_PART: u64 = 512 * 1024 * 1024;

/// The file. The same blocks give the same bytes: nothing in it comes from a clock.
pub(super) fn bytes(doc: &Doc, created: &str) -> Result<Vec<u8>, ZipError> {
    let (width, height) = gb9704::paper_size(doc.paper);
    let (fonts, size, spacing) = gb9704::default_face();
    let mut file = Docx::new()
        .default_fonts(fonts)
        .default_size(size)
        .default_line_spacing(spacing)
        .page_size(width, height)
        .page_margin(gb9704::margins(doc.paper))
        .header(gb9704::header(doc.mark, &doc.head))
        .even_header(gb9704::header(doc.mark, &doc.head))
        .footer(gb9704::footer(true))
        .even_footer(gb9704::footer(false))
        .created_at(created)
        .updated_at(created);
    if doc.paper == Paper::Wide {
        file = file.page_orient(PageOrientationType::Landscape);
    }
    file.document.section_property = file.document.section_property.doc_grid(gb9704::grid(doc.lang, doc.compact));
    for style in gb9704::styles(doc.lang, doc.compact) {
        file = file.add_style(style);
    }
    let mut bookmark = 0;
    let mut breaks = false;
    for block in &doc.blocks {
        file = add(file, doc, block, &mut bookmark, core::mem::take(&mut breaks));
        breaks = matches!(block, Block::NewPage);
    }
    let mut stored = Cursor::new(Vec::new());
    file.build().pack(&mut stored)?;
    repack(stored)
}

fn add(file: Docx, doc: &Doc, block: &Block, bookmark: &mut usize, breaks: bool) -> Docx {
    let line = |style: &str, text: &str| {
        Paragraph::new().style(style).page_break_before(breaks).add_run(Run::new().add_text(text))
    };
    match block {
        Block::Title(lines) => {
            let last = lines.len().saturating_sub(1);
            lines.iter().enumerate().fold(file, |file, (at, text)| {
                let title = Paragraph::new().style(style::TITLE).line_spacing(gb9704::title_line(at == last));
                file.add_paragraph(title.page_break_before(breaks && at == 0).add_run(Run::new().add_text(text)))
            })
        }
        Block::Cover(text) => file.add_paragraph(line(style::COVER, text)),
        Block::Text(text) => file.add_paragraph(line(style::BODY, text)),
        Block::Note(text) => file.add_paragraph(line(style::NOTE, text)),
        Block::Sign(text) => file.add_paragraph(line(style::SIGN, text)),
        Block::Heading { level, text } => {
            *bookmark += 1;
            let paragraph = Paragraph::new()
                .style(style::HEADINGS[level - 1])
                .keep_next(true)
                .page_break_before(breaks)
                .add_bookmark_start(*bookmark, heading_mark(*bookmark))
                .add_run(Run::new().add_text(text))
                .add_bookmark_end(*bookmark);
            file.add_paragraph(paragraph)
        }
        Block::Contents => contents(file, doc, breaks),
        Block::NewPage => file,
        Block::Table(grid) => {
            let file = match &grid.caption {
                Some(caption) => file.add_paragraph(line(style::CAPTION, caption).keep_next(true)),
                // A page cannot begin with a table without a paragraph that breaks it.
                None if breaks => file.add_paragraph(line(style::NOTE, "")),
                None => file,
            };
            let file = file.add_table(table(grid, gb9704::text_width(doc.paper)));
            // Two tables in a row would grow together.
            file.add_paragraph(line_of_nothing())
        }
    }
}

fn line_of_nothing() -> Paragraph {
    Paragraph::new().style(style::NOTE)
}

fn heading_mark(n: usize) -> String {
    format!("_heading{n}")
}

/// The headings of two levels, each with the page that its bookmark has: the program that opens the file counts them.
fn contents(mut file: Docx, doc: &Doc, breaks: bool) -> Docx {
    let title = pick(doc.lang, "目　录", "Contents");
    let head = Paragraph::new().style(style::TITLE).line_spacing(gb9704::title_line(true));
    let head = head.page_break_before(breaks).add_run(Run::new().add_text(title));
    file = file.add_paragraph(head);
    let edge = gb9704::text_width(doc.paper);
    let headings = doc.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, text } => Some((*level, text)),
        _ => None,
    });
    for ((level, text), n) in headings.zip(1..) {
        if level > 2 {
            continue;
        }
        let page = Run::new()
            .add_field_char(FieldCharType::Begin, true)
            .add_instr_text(InstrText::PAGEREF(InstrPAGEREF::new(heading_mark(n))))
            .add_field_char(FieldCharType::Separate, false)
            .add_text(" ")
            .add_field_char(FieldCharType::End, false);
        let tab = Tab::new().val(TabValueType::Right).leader(TabLeaderType::Dot).pos(edge);
        let line = Paragraph::new()
            .style(style::CONTENTS)
            .add_tab(tab)
            .indent(Some(if level == 1 { 0 } else { 560 }), None, None, None)
            .add_run(Run::new().add_text(text).add_tab())
            .add_run(page);
        file = file.add_paragraph(line);
    }
    file
}

fn table(grid: &Grid, width: usize) -> Table {
    let shares: usize = grid.widths.iter().sum::<usize>().max(1);
    let widths: Vec<usize> = grid.widths.iter().map(|share| width * share / shares).collect();
    let mut rows = Vec::new();
    if !grid.heads.is_empty() {
        let cells = grid.heads.iter().zip(&widths).map(|(text, width)| cell(text, *width, 1, style::HEAD_CELL));
        rows.push(TableRow::new(cells.collect()).cant_split().row_height(HEAD_ROW).height_rule(HeightRule::AtLeast));
    }
    for row in &grid.rows {
        let last = row.len().saturating_sub(1);
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (text, width))| {
            // A row with fewer cells than there are columns: its last cell takes the rest.
            let is_short = at == last && row.len() < widths.len();
            let (width, span) = if is_short { (widths[at..].iter().sum(), widths.len() - at) } else { (*width, 1) };
            // A form without a head has its words in the first column.
            let is_head = grid.heads.is_empty() && at % 2 == 0 && row.len() > 1;
            cell(text, width, span, if is_head { style::HEAD_CELL } else { style::CELL })
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    Table::new(rows)
        .set_grid(widths)
        .layout(TableLayoutType::Fixed)
        .width(width, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(20, 70, 20, 70))
}

fn cell(text: &str, width: usize, span: usize, style: &str) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
    let cell = if span > 1 { cell.grid_span(span) } else { cell };
    cell.add_paragraph(Paragraph::new().style(style).add_run(Run::new().add_text(text)))
}

/// Writes the package again, compressed, its table heads repeated on each page. Every entry has the same fixed date.
fn repack(stored: impl Read + Seek) -> Result<Vec<u8>, ZipError> {
    let mut from = ZipArchive::new(stored)?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for index in 0..from.len() {
        let mut part = from.by_index(index)?;
        // The folders say nothing that the names of the parts do not say.
        if part.is_dir() {
            continue;
        }
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.by_ref().take(LARGEST_PART).read_to_end(&mut bytes)?;
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes).map_err(|_| ZipError::InvalidArchive("no UTF-8".into()))?;
            bytes = text.replace(HEAD_ROW_XML, REPEAT_XML).into_bytes();
        }
        to.start_file(name, options)?;
        to.write_all(&bytes)?;
    }
    Ok(to.finish()?.into_inner())
}
