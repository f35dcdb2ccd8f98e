//! The little of XML that the parts of a workbook need: starts, ends and texts, with no entity but the five of XML itself.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Unreadable;

/// What comes next in a part.
pub(super) enum Piece<'a> {
    Start(BytesStart<'a>),
    End(String),
    Text(String),
    Over,
}

/// A part that is read from its beginning to its end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Elements that are open.
    open: usize,
    /// Whether there was any.
    any: bool,
}

impl<'a> Xml<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, open: 0, any: false }
    }

    pub(super) fn next(&mut self) -> Result<Piece<'a>, Unreadable> {
        loop {
            return Ok(match self.reader.read_event().map_err(|_| Unreadable::Broken)? {
                Event::Start(start) | Event::Empty(start) => {
                    (self.open, self.any) = (self.open + 1, true);
                    Piece::Start(start)
                }
                Event::End(end) => {
                    self.open = self.open.saturating_sub(1);
                    Piece::End(end.local_name().as_ref().to_owned())
                }
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(name) => {
                    let character = name.resolve_char_ref().map_err(|_| Unreadable::Broken)?;
                    let known = || {
                        quick_xml::escape::resolve_predefined_entity(name.xml10_content().as_ref()).map(str::to_owned)
                    };
                    Piece::Text(character.map(String::from).or_else(known).ok_or(Unreadable::Broken)?)
                }
                Event::Eof if self.open > 0 || !self.any => return Err(Unreadable::Broken),
                Event::Eof => Piece::Over,
                Event::DocType(_) => return Err(Unreadable::Broken),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }
}

/// An attribute by its name without prefix.
pub(super) fn attribute(of: &BytesStart, name: &str) -> Result<Option<String>, Unreadable> {
    for attribute in of.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Unreadable::Broken)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Unreadable::Broken)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

/// A text as it was typed: a character that XML cannot hold is written as `_x000D_`.
pub(super) fn typed(text: &str) -> String {
    let mut all = text.split("_x");
    let mut typed = all.next().unwrap_or_default().to_owned();
    for piece in all {
        let code = piece.split_at_checked(4).filter(|(_, rest)| rest.starts_with('_'));
        let code = code.and_then(|(code, rest)| Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, rest)));
        match code {
            Some((character, rest)) => {
                typed.push(character);
                typed.push_str(rest.strip_prefix('_').unwrap_or_default());
            }
            None => {
                typed.push_str("_x");
                typed.push_str(piece);
            }
        }
    }
    typed
}
