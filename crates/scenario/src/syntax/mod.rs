//! Text to tree: a reader of RON that keeps places and recovers from mistakes.
//!
//! Why not the crate `ron2`, whose lossy parser also recovers: it is fast and safe, but one full-width `（` makes it drop
//! the whole document, one `：` makes six errors of which five are false, `4h` makes three, and its words are English
//! only. Those are the commonest mistakes of an officer with a Chinese keyboard. Here each of them is one message, is
//! read as what was meant, and the reading goes on. The grammar is small, and a test holds it to RON: the reference
//! parser reads every file that we ship.

mod lexer;
mod node;
mod parser;
mod problem;
mod quotes;

pub use problem::SyntaxProblem;

pub(crate) use node::{Entry, Kind, Node, Word};
pub(crate) use parser::parse;
