//! The contract of the command, line by line: a module per command.
//!
//! - `help`: texts of help, as snapshots in both languages (`HAZDRILL_BLESS=1` writes them anew)
//! - `usage`: wrong arguments, the choice of language
//! - `list`, `explain`, `check`, `score`, `replay`, `verify`, `run`: each command
//! - `report`, `office`, `pdf`, `timeline`: documents of a record, of a scenario, printed, of a real case
//! - `streams`: what goes to which stream, broken pipes, full disks

mod check;
mod compare;
mod explain;
mod help;
mod list;
mod office;
mod pdf;
mod replay;
mod report;
mod run;
mod score;
mod streams;
mod timeline;
mod tool;
mod usage;
mod verify;
