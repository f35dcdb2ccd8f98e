//! The body of a request into its type; what does not fit is told by field, in Chinese.

use serde::de::DeserializeOwned;

use crate::problem::{FieldError, Problem};

/// Most bytes of a body.
pub(crate) const MOST: usize = 256 * 1024;
/// Most characters of a field's path that are sent back.
const PATH: usize = 100;

/// Read a body.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], media_type: Option<&str>) -> Result<T, Problem> {
    if bytes.len() > MOST {
        return Err(Problem::new(413, "body_too_large", "提交的内容过大，最多256KB"));
    }
    let essence = media_type.and_then(|value| value.split(';').next()).unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(415, "unsupported_media_type", "提交的内容应为JSON（application/json）"));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let mut track = serde_path_to_error::Track::new();
    let read = T::deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    let read = read.and_then(|value| json.end().map(|()| value));
    read.map_err(|error| {
        let path = track.path().to_string();
        let error = field_error(&error, if path == "." { "" } else { &path });
        Problem {
            errors: vec![error], ..Problem::new(400, "invalid_body", "提交的内容有误，请按提示修改")
        }
    })
}

fn field_error(error: &serde_json::Error, path: &str) -> FieldError {
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said);
    let named = text.split('`').nth(1).unwrap_or_default();
    let below = || match path {
        "" => named.to_owned(),
        path if path == named || path.ends_with(&format!(".{named}")) => path.to_owned(),
        path => format!("{path}.{named}"),
    };
    let (field, code, message) = if !error.is_data() {
        (path.to_owned(), "malformed_json", "不是合法的JSON".to_owned())
    } else if text.starts_with("missing field") {
        (below(), "missing_field", "此项必填".to_owned())
    } else if text.starts_with("unknown field") {
        (below(), "unknown_field", "没有这一项".to_owned())
    } else if text.starts_with("duplicate field") {
        (below(), "invalid_value", "此项重复出现".to_owned())
    } else if text.starts_with("invalid type: null") {
        (path.to_owned(), "wrong_type", "不能为空".to_owned())
    } else if text.starts_with("invalid type") {
        (path.to_owned(), "wrong_type", wanted(text))
    } else if text.starts_with("unknown variant") {
        (path.to_owned(), "invalid_value", "不是可选的值".to_owned())
    } else if text.starts_with("invalid value: integer") || text.contains("out of range") {
        (path.to_owned(), "invalid_value", "数值超出允许的范围".to_owned())
    } else if text.starts_with("invalid ") || !text.chars().any(is_chinese) {
        (path.to_owned(), "invalid_value", "内容不正确".to_owned())
    } else {
        (path.to_owned(), "invalid_value", text.to_owned())
    };
    FieldError::new(field.chars().take(PATH).collect::<String>(), code, message)
}

/// The message for a wrong type, by what the type says it expects.
fn wanted(text: &str) -> String {
    let expected = text.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let kind = match expected {
        "a string" | "a borrowed string" => "文字",
        "a boolean" => "true 或 false",
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "整数",
        "a sequence" => "列表",
        _ if expected.starts_with("struct") || expected == "a map" => "一组字段",
        _ => return "类型不正确".to_owned(),
    };
    format!("类型不正确，应为{kind}")
}

/// Texts of our own types are Chinese; those of the JSON reader are not, and are not for people.
pub(crate) fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Yuan;
    use domain::text::Name;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        #[serde(rename = "name")]
        _name: Name,
        #[serde(rename = "unit_price")]
        _unit_price: Yuan,
        #[serde(rename = "quantity")]
        _quantity: u32,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Plan {
        #[serde(rename = "lines")]
        _lines: Vec<Line>,
    }

    fn refused(body: &str) -> (String, String, String) {
        let problem = read::<Plan>(body.as_bytes(), Some("application/json; charset=utf-8")).unwrap_err();
        assert_eq!((problem.status, problem.code, problem.errors.len()), (400, "invalid_body", 1));
        let error = problem.errors[0].clone();
        (error.field, error.code, error.message)
    }

    fn line(more: &str) -> String {
        format!(r#"{{"lines":[{{"name":"a","unit_price":"1","quantity":1}},{{{more}}}]}}"#)
    }

    #[test]
    fn every_fault_names_its_field_and_speaks_chinese() {
        let long = line(&format!(r#""name":"{}""#, "字".repeat(61)));
        let deep = "[".repeat(500);
        for (body, field, code, message) in [
            (
                line(r#""name":"a","unit_price":"1.234","quantity":1"#),
                "lines[1].unit_price",
                "invalid_value",
                "金额最多两位小数",
            ),
            (long, "lines[1].name", "invalid_value", "最多60个字，现在有61个字"),
            (line(r#""name":5"#), "lines[1].name", "wrong_type", "类型不正确，应为文字"),
            (line(r#""name":null"#), "lines[1].name", "wrong_type", "不能为空"),
            (line(r#""quantity":"1""#), "lines[1].quantity", "wrong_type", "类型不正确，应为整数"),
            (line(r#""quantity":1.5"#), "lines[1].quantity", "wrong_type", "类型不正确，应为整数"),
            (line(r#""quantity":-1"#), "lines[1].quantity", "invalid_value", "数值超出允许的范围"),
            (line(r#""name":"a""#), "lines[1].unit_price", "missing_field", "此项必填"),
            (line(r#""colour":1"#), "lines[1].colour", "unknown_field", "没有这一项"),
            (line(r#""name":"a","name":"b""#), "lines[1].name", "invalid_value", "此项重复出现"),
            ("{}".into(), "lines", "missing_field", "此项必填"),
            (r#"{"lines":[],"x":1}"#.into(), "x", "unknown_field", "没有这一项"),
            (r#"{"lines":{}}"#.into(), "lines", "wrong_type", "类型不正确，应为列表"),
            ("5".into(), "", "wrong_type", "类型不正确，应为一组字段"),
            (r#"{"lines":[]} x"#.into(), "", "malformed_json", "不是合法的JSON"),
            (deep, "", "wrong_type", ""),
            (String::new(), "", "malformed_json", "不是合法的JSON"),
        ] {
            let found = refused(&body);
            if !message.is_empty() {
                assert_eq!(found, (field.to_owned(), code.to_owned(), message.to_owned()), "{body}");
            }
        }
    }

    #[test]
    fn what_is_too_long_or_not_json_is_refused_before_it_is_read() {
        let of = |bytes: &[u8], media: Option<&str>| read::<Plan>(bytes, media).map_err(|p| (p.status, p.code));
        assert_eq!(of(&vec![b' '; MOST + 1], Some("application/json")).unwrap_err(), (413, "body_too_large"));
        assert_eq!(of(b"{}", Some("text/plain")).unwrap_err(), (415, "unsupported_media_type"));
        assert_eq!(of(b"{}", None).unwrap_err(), (415, "unsupported_media_type"));
        assert!(of(br#"{"lines":[]}"#, Some("Application/JSON")).is_ok());
    }

    #[test]
    fn an_endless_field_name_is_not_sent_back_whole() {
        let (field, code, _) = refused(&format!(r#"{{"{}":1}}"#, "x".repeat(10_000)));
        assert_eq!((field.len(), code.as_str()), (PATH, "unknown_field"));
    }
}
