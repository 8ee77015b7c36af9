//! What is so because a post says it: the words of decisions and documents.

use super::{by_name, key, name, phrase};
use crate::names::Names;
use crate::say::say;
use crate::word;
use hazdrill_model::Value;

/// The fact as the one says it who makes it so by saying it: `启动Ⅳ级响应`, `the headquarters is set up at …`. Without a
/// value, it stays open which.
pub fn declared(names: &Names<'_>, fact: &str, value: Option<&Value>) -> String {
    let lang = names.lang();
    let key = fact.split_once(':').map_or(fact, |(key, _)| key);
    let text = match value {
        Some(Value::Word(text)) => Some(&**text),
        Some(Value::Flag(false)) => return by_name(names, fact, &Value::Flag(false)),
        _ => None,
    };
    let place =
        |text: Option<&str>| text.map_or_else(|| say!(lang, "选定地点", "the chosen place"), |t| names.value(t));
    match key {
        key::COMMANDER => {
            let who = text.map_or_else(|| say!(lang, "指定人员", "the chosen one"), |t| names.value(t));
            say!(lang, "明确由{who}担任现场指挥员", "{who} takes command")
        }
        key::POST_PLACE => {
            let place = place(text);
            say!(lang, "在{place}设立现场指挥位置", "the command post stands at {place}")
        }
        key::HQ_PLACE => {
            let place = place(text);
            say!(lang, "在{place}成立现场指挥部", "the headquarters is set up at {place}")
        }
        key::LEVEL_PROPOSED => {
            let level = text.map_or_else(|| say!(lang, "相应级别", "the fitting level of"), |t| word::level(lang, t));
            say!(lang, "建议启动{level}响应", "{level} response is proposed")
        }
        key::LEVEL_ACTIVE => {
            let level = text.map_or_else(|| say!(lang, "相应级别", "the fitting level of"), |t| word::level(lang, t));
            say!(lang, "启动{level}响应", "{level} response is activated")
        }
        key::EVACUATION => {
            // Of a block by name, or of those that are chosen when it is said.
            let area = || say!(lang, "下风向区块", "the blocks downwind");
            let place = fact.split_once(':').map(|(_, block)| names.place(block)).or(text.map(|t| names.value(t)));
            let place = place.unwrap_or_else(area);
            say!(lang, "下令{place}群众疏散或避险", "the people of {place} shall leave or stay in")
        }
        "plan.approved" => say!(lang, "批准现场处置方案", "the plan of action is approved"),
        "report.county" => say!(lang, "向区县报送事故信息", "the incident is reported to the county"),
        "report.city" => say!(lang, "向市级报送事故信息", "the incident is reported to the city"),
        "report.province" => say!(lang, "向省级报送事故信息", "the incident is reported to the province"),
        "public.word" => say!(lang, "向社会发布信息", "a word goes out to the public"),
        key::HANDED_OVER => say!(lang, "移交现场", "the scene is handed over"),
        _ => {
            let what = match value {
                Some(_) => phrase(names, fact, value),
                None => name(names, fact),
            };
            say!(lang, "宣布{what}", "declared: {what}")
        }
    }
}
