//! Tables as an Excel file.

use super::text::clean;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use unicode_width::UnicodeWidthStr;

/// A4, by its number in the file format.
const A4: u8 = 9;
/// A sheet wider than this lies on its side; the unit is the width of a digit.
const UPRIGHT: usize = 95;

/// The height of a line of letters of 10.5 points.
const LINE: f64 = 14.0;
/// No row of a sheet can be higher.
const HIGHEST: f64 = 409.0;
/// As many letters of a title stand in the head of a page, which has room for 255.
const HEAD_LETTERS: usize = 80;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// Words; never read as a formula.
    Text(String),
    /// A number that one can reckon with.
    Number(f64),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A sheet: a title, a head, rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// Heads of columns and their widths, in widths of a digit.
    pub(super) columns: Vec<(&'static str, usize)>,
    pub(super) rows: Vec<Vec<Cell>>,
    /// What has to be known to read it.
    pub(super) note: Option<String>,
}

/// The file. `starts` is the clock of the drill (year, month, day, hour, minute): a file says when it was made, and the
/// same record has to give the same bytes.
pub(super) fn bytes(mark: &str, title: &str, starts: Option<[u16; 5]>, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let [year, month, day, hour, min] = starts.unwrap_or([2000, 1, 1, 0, 0]);
    let created = ExcelDateTime::from_ymd(year, month as u8, day as u8)?.and_hms(hour, min as u8, 0)?;
    let title = clean(title);
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_title(format!("{mark}{title}")).set_creation_datetime(&created));
    for sheet in sheets {
        write(book.add_worksheet(), mark, &title, sheet)?;
    }
    book.save_to_buffer()
}

fn write(page: &mut Worksheet, mark: &str, title: &str, sheet: &Sheet) -> Result<(), XlsxError> {
    let face = |format: Format| format.set_font_name("宋体").set_font_size(10.5);
    let cell = face(Format::new())
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter);
    let quoted = cell.clone().set_quote_prefix();
    let number = cell.clone().set_align(FormatAlign::Right);
    let head = cell.clone().set_font_name("黑体").set_align(FormatAlign::Center).set_background_color(0xE7E6E6);
    let big = face(Format::new()).set_font_name("黑体").set_font_size(14).set_align(FormatAlign::Left);

    page.set_name(sheet.name)?;
    page.write_string_with_format(0, 0, format!("{mark}{title}  {}", sheet.name), &big)?;
    let columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    for (at, (name, width)) in (0..columns).zip(&sheet.columns) {
        page.set_column_width(at, *width as f64)?;
        page.write_string_with_format(1, at, *name, &head)?;
    }
    let mut last = 1;
    for (row, cells) in (2..).zip(&sheet.rows) {
        for (at, content) in (0..columns).zip(cells) {
            match content {
                Cell::Number(n) if n.is_finite() => page.write_number_with_format(row, at, *n, &number)?,
                Cell::Number(_) => page.write_string_with_format(row, at, "", &cell)?,
                Cell::Text(text) => {
                    let format = if looks_like_formula(text) { &quoted } else { &cell };
                    page.write_string_with_format(row, at, clean(text), format)?
                }
            };
        }
        page.set_row_height(row, height(&sheet.columns, cells))?;
        last = row;
    }
    if let Some(note) = &sheet.note {
        last += 1;
        page.write_string_with_format(last, 0, clean(note), &face(Format::new()))?;
    }
    page.set_freeze_panes(2, 0)?;
    page.set_repeat_rows(0, 1)?;
    page.set_print_area(0, 0, last, columns.saturating_sub(1))?;
    page.set_paper_size(A4);
    if sheet.columns.iter().map(|(_, width)| width).sum::<usize>() > UPRIGHT {
        page.set_landscape();
    }
    // As wide as the paper, as long as it takes.
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.6, 0.6, 0.9, 0.8, 0.4, 0.4);
    // An ampersand is a command in a head of a page; what is too long for one would take the mark with it.
    let title: String = title.chars().take(HEAD_LETTERS).collect::<String>().replace('&', "&&");
    page.set_header(format!("&C&\"黑体,Regular\"{mark} {title} · {}", sheet.name));
    page.set_footer("&C— &P —");
    Ok(())
}

/// The height of a row, points: as many lines as its longest text needs. Not every program reckons this when it opens a
/// file.
fn height(columns: &[(&'static str, usize)], cells: &[Cell]) -> f64 {
    let lines = columns.iter().zip(cells).map(|((_, width), cell)| match cell {
        Cell::Text(text) => text.width().div_ceil(width.saturating_sub(1).max(1)),
        Cell::Number(_) => 1,
    });
    let lines = lines.max().unwrap_or(1).max(1);
    (lines as f64 * LINE + 3.0).min(HIGHEST)
}

/// What a spreadsheet may take for a formula once the file is saved in another format.
fn looks_like_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_stays_a_text() {
        for text in ["=1+1", "+1", "-2", "@SUM(A1)", " =cmd|' /C calc'!A0"] {
            assert!(looks_like_formula(text), "{text}");
        }
        assert!(!looks_like_formula("1 = 1"));
    }

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let columns = [("a", 11), ("b", 21)];
        let of = |text: &str| height(&columns, &[Cell::Number(1.0), Cell::Text(text.to_owned())]);
        // Ten hanzi are twenty digits wide.
        assert!((of("十个字十个字十个字十") - of("1")).abs() < 0.1);
        assert!((of("十个字十个字十个字十一") - of("1") - LINE).abs() < 0.1);
        assert!(of(&"长".repeat(8_000)) <= HIGHEST);
    }
}
