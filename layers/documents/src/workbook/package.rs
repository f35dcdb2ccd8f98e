//! The outside of a workbook: a zip whose limits are checked before anything of it is inflated, and again while it is.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;

/// Largest file that is opened, in bytes.
pub const LARGEST: u64 = 1024 * 1024;
/// Most bytes that its parts may have together when they are inflated.
const INFLATED: u64 = 8 * 1024 * 1024;
/// Most parts.
const PARTS: usize = 200;
/// What the files of older office programs begin with, and those that are locked with a password.
const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// An opened file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How much may still be inflated.
    left: u64,
}

impl<'a> Package<'a> {
    /// Nothing is inflated here; what the file itself says of its sizes is held against the limits.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
            return Err(Unreadable::FileTooLarge);
        }
        if bytes.starts_with(OLD) {
            return Err(Unreadable::OldOrLocked);
        }
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(Unreadable::NotAWorkbook);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotAWorkbook)?;
        if archive.len() > PARTS {
            return Err(Unreadable::InflatesTooLarge);
        }
        let mut declared: u64 = 0;
        for place in 0..archive.len() {
            let part = archive.by_index_raw(place).map_err(|_| Unreadable::Broken)?;
            if part.encrypted() {
                return Err(Unreadable::OldOrLocked);
            }
            declared = declared.saturating_add(part.size());
        }
        if declared > INFLATED {
            return Err(Unreadable::InflatesTooLarge);
        }
        Ok(Self { archive, left: INFLATED })
    }

    /// The text of a part, `None` when there is none of this name. What it really inflates to counts, whatever was declared.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Unreadable::Broken),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Unreadable::Broken)?;
        let read = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(read).ok_or(Unreadable::InflatesTooLarge)?;
        let text = String::from_utf8(bytes).map_err(|_| Unreadable::Broken)?;
        Ok(Some(text.trim_start_matches('\u{feff}').to_owned()))
    }
}
