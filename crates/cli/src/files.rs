//! Files are read with a limit and written whole or not at all.

use crate::failure::Failure;
use crate::lang::{pick, say};
use hazdrill_model::Lang;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The largest record or timeline that is read: far above five million events.
const LARGEST: u64 = 8_000_000_000;

/// Why the system refused, in words.
pub(crate) fn reason(lang: Lang, error: &io::Error) -> String {
    let known = match error.kind() {
        io::ErrorKind::NotFound => pick(lang, "不存在", "it does not exist"),
        io::ErrorKind::PermissionDenied => pick(lang, "没有权限", "permission denied"),
        io::ErrorKind::NotADirectory => pick(lang, "上级不是文件夹", "a part of its path is no folder"),
        io::ErrorKind::IsADirectory => pick(lang, "它是文件夹", "it is a folder"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => pick(lang, "磁盘已满", "the disk is full"),
        io::ErrorKind::FileTooLarge => pick(lang, "文件过大，系统不允许", "the file is larger than the system allows"),
        io::ErrorKind::ReadOnlyFilesystem => pick(lang, "磁盘只读", "the disk is read-only"),
        io::ErrorKind::InvalidData => pick(lang, "不是 UTF-8 文本", "it is no UTF-8 text"),
        _ => return error.to_string(),
    };
    known.to_owned()
}

/// What to do about it, as a line of its own; empty where nobody can know.
pub(crate) fn cure(lang: Lang, error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => {
            pick(lang, "\n建议：核对路径。", "\nhelp: check the path.")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            pick(lang, "\n建议：换一个自己有权限的文件夹。", "\nhelp: take a folder that you may read and write.")
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            pick(lang, "\n建议：腾出空间，或写到另一个磁盘。", "\nhelp: make room, or write to another disk.")
        }
        io::ErrorKind::InvalidData => pick(lang, "\n建议：用 UTF-8 编码另存。", "\nhelp: save it again as UTF-8."),
        _ => "",
    }
}

fn cannot_write(lang: Lang, path: &Path, error: &io::Error) -> Failure {
    let (path, why) = (path.display(), reason(lang, error));
    let cure = cure(lang, error);
    Failure::File(say!(lang, "错误：无法写 {path}：{why}{cure}", "error: cannot write {path}: {why}{cure}"))
}

/// A file could not be read: which, and why.
pub(crate) fn cannot_read(lang: Lang, path: &Path, error: &io::Error) -> Failure {
    let (path, why) = (path.display(), reason(lang, error));
    let cure = cure(lang, error);
    Failure::File(say!(lang, "错误：无法读 {path}：{why}{cure}", "error: cannot read {path}: {why}{cure}"))
}

/// Reads a text.
pub(crate) fn read(lang: Lang, path: &Path) -> Result<String, Failure> {
    read_at_most(path, LARGEST).map_err(|e| cannot_read(lang, path, &e))
}

fn read_at_most(path: &Path, most: u64) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(most + 1).read_to_string(&mut text)?;
    if text.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
}

/// The first line of a file without its end; none where there is no such file.
pub(crate) fn first_line(lang: Lang, path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    use io::BufRead;
    let open = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(cannot_read(lang, path, &e)),
    };
    let mut line = Vec::new();
    io::BufReader::new(open.take(LARGEST)).read_until(b'\n', &mut line).map_err(|e| cannot_read(lang, path, &e))?;
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    Ok(Some(line))
}

/// Makes a folder with those above it.
pub(crate) fn make_folder(lang: Lang, path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|e| cannot_write(lang, path, &e))
}

/// Writes `path` whole or not at all: into a file beside it, to the disk, then renamed. What stood there before stays
/// until that moment.
pub(crate) fn write_whole<T>(
    lang: Lang,
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>,
) -> Result<T, Failure> {
    let beside = part(path);
    let written = fill(&beside, write).and_then(|given| {
        fs::rename(&beside, path)?;
        sync_folder(path)?;
        Ok(given)
    });
    written.map_err(|e| {
        // The half-written file is worth nothing; that it may stay behind is a smaller trouble than the one to tell.
        let _ = fs::remove_file(&beside);
        cannot_write(lang, path, &e)
    })
}

/// Writes a set of files into `folder`, all of them or none: each into a file beside its place, to the disk; only when
/// the last is there are they renamed. The folder is made where it is missing, and goes again where nothing was written.
pub(crate) fn write_all_whole(lang: Lang, folder: &Path, set: &[(&str, &[u8])]) -> Result<(), Failure> {
    let made = missing(folder);
    let paths: Vec<PathBuf> = set.iter().map(|(name, _)| folder.join(name)).collect();
    let written = make_folder(lang, folder).and_then(|()| fill_all(lang, &paths, set));
    written.inspect_err(|_| {
        // What is left behind is a smaller trouble than the one to tell. A folder that holds something stays.
        for path in &paths {
            let _ = fs::remove_file(part(path));
        }
        for folder in &made {
            let _ = fs::remove_dir(folder);
        }
    })
}

fn fill_all(lang: Lang, paths: &[PathBuf], set: &[(&str, &[u8])]) -> Result<(), Failure> {
    for (path, (_, bytes)) in paths.iter().zip(set) {
        let failed = |e| cannot_write(lang, path, &e);
        // A rename onto a folder would fail when others are done already.
        if path.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        fill(&part(path), |out| out.write_all(bytes)).map_err(failed)?;
    }
    for path in paths {
        fs::rename(part(path), path).map_err(|e| cannot_write(lang, path, &e))?;
    }
    paths.last().map_or(Ok(()), |path| sync_folder(path).map_err(|e| cannot_write(lang, path, &e)))
}

/// The folders at and above `folder` that are not there, the deepest first.
fn missing(folder: &Path) -> Vec<PathBuf> {
    let is_missing = |path: &&Path| !path.as_os_str().is_empty() && !path.exists();
    folder.ancestors().take_while(is_missing).map(Path::to_owned).collect()
}

/// Where a file is written before it takes its place.
fn part(path: &Path) -> PathBuf {
    let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    path.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

fn fill<T>(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<T>) -> io::Result<T> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).open(path)?;
    let mut out = BufWriter::new(file);
    let given = write(&mut out)?;
    out.flush()?;
    out.get_ref().sync_all()?;
    Ok(given)
}

/// A rename is on the disk only when its folder is. Folders cannot be opened everywhere: there the system does it.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
