//! What a browser printed: whether it is a whole PDF with pages; its times of making set to a given instant, and its parts
//! numbered by their order.

use crate::lang::pick;
use hazdrill_model::Lang;
use std::collections::{BTreeMap, BTreeSet};

/// The end of a file that holds its trailer, bytes.
const TRAILER: usize = 2048;

/// Why it is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NoPdf,
    CutOff,
    NoPages,
}

impl Fault {
    pub(super) fn text(self, lang: Lang) -> String {
        match self {
            Self::NoPdf => pick(lang, "输出的不是 PDF", "what it wrote is no PDF"),
            Self::CutOff => pick(lang, "PDF 没有写完", "the PDF is cut off"),
            Self::NoPages => pick(lang, "PDF 里没有页面", "the PDF has no pages"),
        }
        .to_owned()
    }
}

/// Whether these bytes are a whole PDF with at least one page.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Fault::NoPdf);
    }
    let tail = &bytes[bytes.len().saturating_sub(TRAILER)..];
    if places(tail, b"%%EOF").next().is_none() {
        return Err(Fault::CutOff);
    }
    if pages(bytes) == 0 { Err(Fault::NoPages) } else { Ok(()) }
}

/// Pages: objects of that type. Browsers do not pack these objects.
fn pages(bytes: &[u8]) -> usize {
    let is_end = |at: usize| bytes.get(at).is_none_or(|b| !b.is_ascii_alphanumeric());
    let of = |name: &'static [u8]| places(bytes, name).filter(move |at| is_end(at + name.len())).count();
    of(b"/Type /Page") + of(b"/Type/Page")
}

/// Sets the times of making, the identity of the file and the numbers of its parts; no length changes, so every place in it stays right.
pub(super) fn settle(bytes: &mut [u8], made: &str) {
    for key in [&b"/CreationDate"[..], b"/ModDate"] {
        for at in places(bytes, key).collect::<Vec<_>>() {
            let Some(date) = text(bytes, at + key.len(), b'(', b')') else { continue };
            let fixed = format!("D:{made}+00'00'");
            let slot = &mut bytes[date];
            for (place, byte) in slot.iter_mut().enumerate() {
                *byte = fixed.as_bytes().get(place).copied().unwrap_or(b' ');
            }
        }
    }
    // The identity stands in the trailer; what looks like one in the middle may be a compressed picture.
    let trailer = bytes.len().saturating_sub(TRAILER);
    for at in places(&bytes[trailer..], b"/ID").map(|at| trailer + at).collect::<Vec<_>>() {
        let Some(list) = text(bytes, at + 3, b'[', b']') else { continue };
        for byte in bytes[list].iter_mut().filter(|byte| byte.is_ascii_hexdigit()) {
            *byte = b'0';
        }
    }
    renumber(bytes);
}

/// The name of a part of the page, before its number.
const PART: &[u8] = b"(node";
/// Digits of that number.
const DIGITS: usize = 8;

/// Numbers the parts of a tagged page from 1 on, in their order. A browser numbers what it lays out, and now and then one
/// thing more before the page.
fn renumber(bytes: &mut [u8]) {
    let number = |at: usize| {
        let digits = bytes.get(at + PART.len()..at + PART.len() + DIGITS)?;
        let closes = bytes.get(at + PART.len() + DIGITS) == Some(&b')');
        let number = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        Some((at + PART.len(), number.parse::<u32>().ok()?)).filter(|_| closes)
    };
    let parts: Vec<(usize, u32)> = places(bytes, PART).filter_map(number).collect();
    let all: BTreeSet<u32> = parts.iter().map(|(_, number)| *number).collect();
    let order: BTreeMap<u32, usize> = all.into_iter().zip(1..).collect();
    for (at, number) in parts {
        let text = format!("{:0DIGITS$}", order[&number]);
        bytes[at..at + DIGITS].copy_from_slice(text.as_bytes());
    }
}

/// What stands between the brackets that follow at once behind `at`, but for blanks.
fn text(bytes: &[u8], at: usize, open: u8, close: u8) -> Option<std::ops::Range<usize>> {
    let blanks = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let begin = at + blanks;
    if bytes.get(begin) != Some(&open) {
        return None;
    }
    let length = bytes[begin + 1..].iter().take(256).position(|byte| *byte == close)?;
    Some(begin + 1..begin + 1 + length)
}

/// Where `needle` begins.
fn places<'b>(bytes: &'b [u8], needle: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    bytes.windows(needle.len()).enumerate().filter(move |(_, window)| *window == needle).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[u8] = b"%PDF-1.4\n<</Producer (x)\n/CreationDate (D:20261130031341+08'00')\n/ModDate(D:2026)>>\n\
        <</Type /Pages /Count 1>> <</Type /Page /Parent 1>>\n<</ID [<12ab> <34CD>]>>\n%%EOF\n";

    #[test]
    fn what_is_no_whole_pdf_is_told() {
        assert_eq!(check(WHOLE), Ok(()));
        assert_eq!(check(b""), Err(Fault::NoPdf));
        assert_eq!(check(b"<html>"), Err(Fault::NoPdf));
        assert_eq!(check(&WHOLE[..WHOLE.len() - 6]), Err(Fault::CutOff));
        assert_eq!(check(b"%PDF-1.4\n<</Type /Pages /Count 0>>\n%%EOF"), Err(Fault::NoPages));
    }

    #[test]
    fn parts_are_numbered_by_their_order() {
        let page = |a: u32, b: u32| {
            format!("/ID (node{a:08}) /K [(node{b:08}) 7 0 R (node{a:08})] (node12) (node1234567x) (node{b:08}")
                .into_bytes()
        };
        let settled = |a, b| {
            let mut bytes = page(a, b);
            renumber(&mut bytes);
            String::from_utf8(bytes).unwrap()
        };
        let one = settled(116, 122);
        assert!(
            one.starts_with("/ID (node00000001) /K [(node00000002) 7 0 R (node00000001)] (node12) (node1234567x)"),
            "{one}"
        );
        assert!(one.ends_with("(node00000122"), "what is cut off stays: {one}");
        assert_eq!(one[..60], settled(117, 140)[..60]);
    }

    #[test]
    fn the_times_of_making_are_set_and_no_length_changes() {
        let mut bytes = WHOLE.to_vec();
        settle(&mut bytes, "20261204143000");
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text.len(), WHOLE.len());
        assert!(text.contains("/CreationDate (D:20261204143000+00'00')"), "{text}");
        assert!(text.contains("/ModDate(D:2026)"), "{text}");
        assert!(text.contains("/ID [<0000> <0000>]"), "{text}");
        let mut again = text.clone().into_bytes();
        settle(&mut again, "20261204143000");
        assert_eq!(again, text.into_bytes());
    }
}
