//! The documents that an office files: before a drill from its scenario, after it from its record. Word files in the layout
//! of an official document, and one Excel workbook.
//!
//! ```text
//! scenario, events, evaluation ─▶ rows, problems ─▶ a module a document ─▶ blocks ─▶ docx.rs ─▶ bytes
//!                                                  workbook.rs ──────────▶ sheets ─▶ xlsx.rs ─▶ bytes
//! ```
//!
//! A document is added by its module and its row in [`Document`]. Facts and numbers come from the record and the
//! evaluation alone and carry their event numbers; what is not known is said to be unknown. Nobody's signature is ever
//! printed. The same record gives the same bytes.

mod archive;
mod assessment;
mod case;
mod closing;
mod docx;
mod evaluation_plan;
mod filing;
mod findings;
mod form;
mod front;
mod gb9704;
mod inject_cards;
mod log;
mod page;
mod plan;
mod remarks;
mod review;
mod rows;
mod script;
mod seat_cards;
mod standing;
mod text;
mod visitors;
mod workbook;
mod xlsx;

pub use case::{Case, Filed, OfficeError, Run};

use crate::document::{Kind, Made, Write};
use crate::names::Names;
use hazdrill_model::Lang;
use page::Doc;

macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident $when:ident ($zh:literal, $en:literal, $file:literal) $write:path;)+) => {
        /// A Word document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Document { $($(#[$doc])* $name),+ }

        impl Document {
            /// Every document, in the order in which a drill needs them.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Whether it tells what is planned, or what happened.
            pub const fn stage(self) -> Stage {
                match self { $(Self::$name => Stage::$when),+ }
            }

            /// Its title.
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en),+ }
            }

            /// The name of its file.
            pub const fn file_name(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Zh) => concat!($zh, ".docx"), (Self::$name, Lang::En) => concat!($file, ".docx")),+
                }
            }

            fn blocks(self, case: &Case<'_>) -> Result<Doc, OfficeError> {
                match self { $(Self::$name => $write(case)),+ }
            }
        }
    };
}

/// When a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Before the drill, from its scenario.
    Before,
    /// After the drill, from its record.
    After,
    /// After a real drill or incident, from its timeline.
    Case,
    /// After either.
    Either,
}

documents! {
    /// The plan of work: who drills what, when, with whom.
    Plan Before ("演练工作方案", "Plan of the drill", "drill-plan") plan::doc;
    /// The script: indicative, since a drill emerges.
    Script Before ("演练脚本", "Script of the drill", "drill-script") script::doc;
    /// By what it will be judged.
    EvaluationPlan Before ("演练评估方案", "Evaluation plan", "evaluation-plan") evaluation_plan::doc;
    /// For those who watch.
    Visitors Before ("演练观摩手册", "Visitors' guide", "visitors-guide") visitors::doc;
    /// A card for each post.
    SeatCards Before ("席位卡", "Seat cards", "seat-cards") seat_cards::doc;
    /// A card for each inject.
    InjectCards Before ("信息条", "Inject cards", "inject-cards") inject_cards::doc;
    /// The evaluation report.
    Assessment After ("演练评估报告", "Evaluation report", "evaluation-report") assessment::doc;
    /// The organiser's summary.
    Closing After ("演练总结报告", "Summary report", "summary-report") closing::doc;
    /// The log of messages.
    Log After ("演练记录", "Drill log", "drill-log") log::doc;
    /// What is said on the spot, one page.
    Remarks After ("现场点评稿", "Remarks on the spot", "remarks") remarks::doc;
    /// The form for the county department, one page.
    Filing After ("演练情况报送表", "Report of the drill to the department", "filing-form") filing::doc;
    /// The evaluation of a real response, from its timeline.
    Review Case ("应急处置评估报告", "Evaluation of the response", "response-evaluation") review::doc;
    /// The timeline of a real response.
    ReviewLog Case ("应急处置记录", "Log of the response", "response-log") review::log;
    /// The files with their fingerprints.
    Archive Either ("归档清单", "List for the archive", "archive-list") archive::doc;
}

/// The Word documents as a kind.
pub(crate) const DOCX: Kind = Kind {
    id: "docx",
    about: ("归档用的公文（Word）", "the documents that an office files, for Word"),
    of_timeline: true,
    write: Write::Several(documents),
};

/// The workbook as a kind.
pub(crate) const XLSX: Kind = Kind {
    id: "xlsx",
    about: ("评估表、时间轴、台账等数据表（Excel）", "evaluation form, times, log and measures, for Excel"),
    of_timeline: true,
    write: Write::Several(|case| {
        let lang = case.lang();
        let about = XLSX.about().get(lang).to_owned();
        Ok(vec![Made { name: workbook_name(case.names).to_owned(), about, bytes: xlsx(case)? }])
    }),
};

/// Every document that the case can fill, but the list for the archive, which names the others.
fn documents(case: &Case<'_>) -> Result<Vec<Made>, OfficeError> {
    let can = |document: &&Document| **document != Document::Archive && case.can(document.stage());
    Document::ALL.iter().filter(can).map(|document| file(*document, case)).collect()
}

/// A document under the name of its file.
pub(crate) fn file(document: Document, case: &Case<'_>) -> Result<Made, OfficeError> {
    let lang = case.lang();
    let (name, about) = (document.file_name(lang).to_owned(), document.title(lang).to_owned());
    Ok(Made { name, about, bytes: docx(document, case)? })
}

/// The file of a document.
pub fn docx(document: Document, case: &Case<'_>) -> Result<Vec<u8>, OfficeError> {
    let doc = document.blocks(case)?;
    let failed = |e: zip::result::ZipError| OfficeError::Package { document: Some(document), detail: e.to_string() };
    docx::bytes(&doc, &case.created()).map_err(failed)
}

/// The workbook: what there is to reckon with, a sheet each.
pub fn xlsx(case: &Case<'_>) -> Result<Vec<u8>, OfficeError> {
    let sheets = workbook::sheets(case);
    let failed = |e: rust_xlsxwriter::XlsxError| OfficeError::Package { document: None, detail: e.to_string() };
    xlsx::bytes(case.names.mark(), &case.drill(), case.starts(), &sheets).map_err(failed)
}

/// The name of the workbook's file.
pub fn workbook_name(names: &Names<'_>) -> &'static str {
    match (names.lang(), names.timeline()) {
        (Lang::Zh, None) => "演练数据表.xlsx",
        (Lang::En, None) => "drill-tables.xlsx",
        (Lang::Zh, Some(_)) => "应急处置数据表.xlsx",
        (Lang::En, Some(_)) => "response-tables.xlsx",
    }
}
