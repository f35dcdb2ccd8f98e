//! Workbooks (xlsx): read with limits that hold whatever the file says of itself, and written.
//!
//! Only what a table of texts and numbers needs is read: the cells of one sheet, which of them are formulas or dates, and
//! which are merged. What a sheet declares as its size is not looked at.

mod package;
mod parts;
mod read;
mod text;
mod write;
mod xml;

pub use package::LARGEST;
pub use read::{Book, Cell, Line, Odd, read};
pub use text::{letters, neutral, plain};
pub use write::{Choice, Column, Kind, Sheet, Unwritable, Value, book};

/// Why a file cannot be read; its `Display` is a Chinese sentence for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Larger than [`LARGEST`].
    FileTooLarge,
    /// Not a workbook of this kind at all, whatever it is called.
    NotAWorkbook,
    /// The format before xlsx, or a workbook that is locked with a password.
    OldOrLocked,
    /// More parts than a workbook has, or they inflate to more than is read.
    InflatesTooLarge,
    /// More rows or cells than are read.
    TooManyCells,
    /// Texts that are too long together, each counted as often as a cell names it.
    TooMuchText,
    /// A workbook that an office program would not open either.
    Broken,
}

impl Unreadable {
    /// Stable code, snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FileTooLarge => "file_too_large",
            Self::NotAWorkbook => "not_a_workbook",
            Self::OldOrLocked => "old_or_locked",
            Self::InflatesTooLarge => "inflates_too_large",
            Self::TooManyCells => "too_many_cells",
            Self::TooMuchText => "too_much_text",
            Self::Broken => "broken_workbook",
        }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::FileTooLarge => "文件超过1MB，请分成几个文件",
            Self::NotAWorkbook => "不是xlsx工作簿，请用下载的模板填写",
            Self::OldOrLocked => "是旧版xls或加了密码的文件，请另存为不加密的xlsx",
            Self::InflatesTooLarge => "解压后的内容过大，请只保留需要导入的内容",
            Self::TooManyCells => "行数或单元格过多，请分成几个文件，并清除表格外的内容",
            Self::TooMuchText => "单元格中的文字总量过大，请分成几个文件，每个不超过4MB文字",
            Self::Broken => "工作簿已损坏，请在表格软件中打开并重新保存",
        })
    }
}
