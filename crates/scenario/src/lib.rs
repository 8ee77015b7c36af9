//! From text to a scenario that the engine accepts, or to everything that is wrong with it.
//!
//! ```text
//! RON text ─▶ syntax ─▶ packs ─▶ tree_de ─▶ model::check ─▶ Checked
//!              tree      merged    typed       rules
//! ```
//!
//! Every stage reports data ([`Diagnostic`]) with a place in the text; words in Chinese and English come last, in one
//! place. [`apply`] changes a resolved scenario by path, and reads it by the same types and rules.
//!
//! ```
//! let loaded = hazdrill_scenario::load_text("my.ron", "(format: 1, limit: 4)", None);
//! assert!(loaded.checked.is_none());
//! assert!(loaded.render(hazdrill_model::Lang::En).contains("a duration is written with its unit"));
//! ```

mod builtin;
mod diagnostic;
mod files;
mod json;
mod load;
mod nearest;
mod orders;
mod overrides;
mod packs;
mod rubric;
mod source;
mod substances;
mod syntax;
mod tree_de;

pub use builtin::{Builtin, builtin_packs, builtin_scenarios};
pub use diagnostic::{Code, Diagnostic, FileProblem, Problem, explain, render};
pub use load::{Loaded, load_builtin, load_file, load_text, resolve};
pub use orders::{LoadedOrders, load_orders, load_orders_text};
pub use overrides::{OverrideProblem, Overrides, apply};
pub use rubric::{Linted, LoadedYardstick, Yardstick, builtin_standards, lint, load_yardstick};
pub use source::{FileId, SourceFile, Sources, Span};
pub use substances::builtin_substances;
pub use syntax::SyntaxProblem;
pub use tree_de::{Expected, Shape, TypeProblem};
