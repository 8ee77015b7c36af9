//! The long text of each code: why it is wrong, what to do, a wrong example and the right one.

mod figures;
mod names;
mod procedures;
mod rubrics;
mod text;
mod values;

use super::Code;
use hazdrill_model::Lang;

/// What there is to say about a code. The examples are RON and need no translation.
struct Page {
    zh: &'static str,
    en: &'static str,
    wrong: &'static str,
    right: &'static str,
}

const fn page(zh: &'static str, en: &'static str, wrong: &'static str, right: &'static str) -> Page {
    Page { zh, en, wrong, right }
}

/// The long text of `code`: cause, cure, a wrong example and the right one.
pub fn explain(code: Code, lang: Lang) -> String {
    let page = page_of(code);
    let (about, wrong, right) = match lang {
        Lang::Zh => (page.zh, "错误写法", "正确写法"),
        Lang::En => (page.en, "wrong", "right"),
    };
    let indent = |text: &str| format!("    {}\n", text.replace('\n', "\n    "));
    let colon = match lang {
        Lang::Zh => "：",
        Lang::En => ":",
    };
    let example = |head: &str, text: &str| match text {
        // Of nothing there is nothing to show.
        "" => String::new(),
        _ => format!("\n{head}{colon}\n{}", indent(text)),
    };
    format!("{code}\n\n{about}\n{}{}", example(wrong, page.wrong), example(right, page.right))
}

/// Each part knows a hundred of codes; together they must know all, which a test holds.
fn page_of(code: Code) -> Page {
    match code as u16 / 100 {
        0 | 1 => text::page_of(code),
        2 => values::page_of(code),
        3 => names::page_of(code),
        4 => figures::page_of(code),
        8 => rubrics::page_of(code),
        _ => procedures::page_of(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use crate::syntax::parse;

    #[test]
    fn every_code_has_its_page_and_right_examples_are_well_written() {
        for &code in Code::ALL {
            let page = page_of(code);
            assert!(!page.zh.is_empty() && !page.en.is_empty(), "{code} has no page");
            assert_ne!(page.wrong, page.right, "{code}");
            if code as u16 > 100 && (code as u16) < 700 {
                let text = format!("({})", page.right);
                let parsed = parse(Sources::default().add("right", text.as_str()), &text);
                assert!(parsed.mishaps.is_empty(), "{code}: {:?}", parsed.mishaps);
            }
            assert_eq!(Code::parse(&code.to_string()), Some(code));
        }
    }
}
