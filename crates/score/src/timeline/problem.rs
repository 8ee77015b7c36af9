//! What can be wrong with a timeline, and how to say it.

use hazdrill_model::Lang;

/// Why a timeline cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The file is too large.
    TooLarge,
    /// There are no rows.
    Empty,
    /// A column is missing.
    MissingColumn(&'static str),
    /// A column stands twice.
    DoubleColumn(String),
    /// A row has another number of cells than the heading.
    WrongCells {
        /// Cells of the heading.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A quote is not closed.
    OpenQuote,
    /// A number is not one, or out of range.
    BadNumber {
        /// The column.
        column: &'static str,
        /// What stands there.
        text: String,
    },
    /// A kind that is not in the list.
    UnknownKind(String),
    /// A certainty other than S and M.
    BadCertainty(String),
    /// `seq` does not grow from row to row.
    NotIncreasing(u64),
    /// `offset_s` is smaller than in a row before.
    TimeRunsBack,
    /// A clock is given and its offset is not.
    ClockAlone,
}

impl Problem {
    /// One sentence for people.
    pub fn text(&self, lang: Lang) -> String {
        let (zh, en) = match &self.fault {
            Fault::TooLarge => ("文件过大".to_owned(), "the file is too large".to_owned()),
            Fault::Empty => ("没有数据行".to_owned(), "there are no rows".to_owned()),
            Fault::MissingColumn(name) => (format!("缺少列 `{name}`"), format!("the column `{name}` is missing")),
            Fault::DoubleColumn(name) => (format!("列 `{name}` 重复"), format!("the column `{name}` stands twice")),
            Fault::WrongCells { expected, found } => (
                format!("表头有 {expected} 列，此行有 {found} 列；含逗号的内容须加英文双引号"),
                format!("the heading has {expected} cells and this row {found}; put cells with commas in quotes"),
            ),
            Fault::OpenQuote => ("引号未闭合".to_owned(), "a quote is not closed".to_owned()),
            Fault::BadNumber { column, text } => (
                format!("列 `{column}` 的 `{text}` 不是可用的数"),
                format!("`{text}` in the column `{column}` is no number that can stand there"),
            ),
            Fault::UnknownKind(kind) => (
                format!("未知的类型 `{kind}`；可用：{}", super::KINDS.join("、")),
                format!("unknown kind `{kind}`; there are {}", super::KINDS.join(", ")),
            ),
            Fault::BadCertainty(text) => {
                (format!("certainty 只能是 S 或 M，不是 `{text}`"), format!("certainty is S or M, not `{text}`"))
            }
            Fault::NotIncreasing(seq) => {
                (format!("seq {seq} 不大于上一行"), format!("seq {seq} is not larger than that of the row before"))
            }
            Fault::TimeRunsBack => {
                ("offset_s 早于前面的行".to_owned(), "offset_s is earlier than in a row before".to_owned())
            }
            Fault::ClockAlone => (
                "有 clock 而没有 offset_s：时刻已知请填 offset_s，未知请两格都留空".to_owned(),
                "a clock without offset_s: fill in offset_s where the minute is known, leave both empty where it is not"
                    .to_owned(),
            ),
        };
        match lang {
            Lang::Zh => format!("第 {} 行：{zh}", self.line),
            Lang::En => format!("line {}: {en}", self.line),
        }
    }
}
