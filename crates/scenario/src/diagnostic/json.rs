//! A diagnostic for programs: `check --format json`.

use super::Diagnostic;
use crate::source::Sources;
use hazdrill_model::{Lang, Severity};
use serde_json::{Value, json};

impl Diagnostic {
    /// `{code, severity, file, line, column, path, message, help, clause}`; what is not known is null.
    pub fn to_json(&self, sources: &Sources, lang: Lang) -> Value {
        let file = self.place.and_then(|span| sources.file(span.file)).map(|file| file.name.clone());
        let (line, column) = self.place.and_then(|span| sources.line_and_column(span)).unzip();
        json!({
            "code": self.code().to_string(),
            "severity": match self.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            "file": file,
            "line": line,
            "column": column,
            "path": (!self.path.is_empty()).then_some(&self.path),
            "message": self.message(lang),
            "help": self.help(lang),
            "clause": self.clause,
        })
    }
}
