//! Passwords: hashed with argon2id; checking one costs the same whether the user exists or not.

use argon2::password_hash::Error;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use serde::Deserialize;

/// Memory of one hash, in KiB: with [`PASSES`] and [`LANES`] the least that OWASP's Password Storage Cheat Sheet
/// recommends for argon2id (19 MiB, t = 2, p = 1).
pub const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over that memory.
pub const PASSES: u32 = 2;
/// Lanes, one after the other.
pub const LANES: u32 = 1;

/// Most characters of a password: beyond, its length would be work for us and no gain for its owner.
pub const LONGEST: usize = 128;
/// Fewest characters of a password that is set; one that is typed may be shorter, and is then wrong.
pub const SHORTEST: usize = 10;

/// The hash of a password that nobody knows: what a password is compared with where there is no such user.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LWtub3dzLWl0$8w18FXjIutZmaLhJh5rUn93VjKtX/HuJtPRU9HSGovo";

/// A password as it was typed. No `Debug`, `Display` or `Serialize`: it cannot reach a log or an answer.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Password(String);

impl TryFrom<String> for Password {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        if (1..=LONGEST).contains(&raw.chars().count()) {
            Ok(Self(raw))
        } else {
            Err(format!("密码应为1至{LONGEST}个字符"))
        }
    }
}

impl schemars::JsonSchema for Password {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Password".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "password", "minLength": 1, "maxLength": LONGEST})
    }
}

/// A password that is to be set. As [`Password`], and at least [`SHORTEST`] characters.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct NewPassword(Password);

impl TryFrom<String> for NewPassword {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        Password::to_set(&raw).map(Self)
    }
}

impl schemars::JsonSchema for NewPassword {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NewPassword".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "format": "password", "minLength": SHORTEST, "maxLength": LONGEST})
    }
}

impl NewPassword {
    /// Whether it is the very one that was typed as the old one.
    #[must_use]
    pub fn is(&self, other: &Password) -> bool {
        self.0.0 == other.0
    }

    /// Its hash, as of any password.
    ///
    /// # Errors
    /// When there is no randomness or memory to be had.
    pub fn hash(&self) -> Result<String, Error> {
        self.0.hash()
    }
}

impl Password {
    /// One that is set: at least [`SHORTEST`] characters.
    ///
    /// # Errors
    /// A Chinese sentence for people.
    pub fn to_set(raw: &str) -> Result<Self, String> {
        if (SHORTEST..=LONGEST).contains(&raw.chars().count()) {
            Ok(Self(raw.to_owned()))
        } else {
            Err(format!("密码应为{SHORTEST}至{LONGEST}个字符"))
        }
    }

    /// Its hash in PHC form, with a salt of its own.
    ///
    /// # Errors
    /// When there is no randomness or memory to be had.
    pub fn hash(&self) -> Result<String, Error> {
        Ok(hasher()?.hash_password(self.0.as_bytes())?.to_string())
    }

    /// Whether it is the one with this hash; `None` for a user that does not exist, at the same cost.
    ///
    /// # Errors
    /// When the hash does not read.
    pub fn fits(&self, hash: Option<&str>) -> Result<bool, Error> {
        match hasher()?.verify_password(self.0.as_bytes(), hash.unwrap_or(NOBODY)) {
            Ok(()) => Ok(hash.is_some()),
            Err(Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn hasher() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_fits_its_own_hash_alone() {
        let password = |raw: &str| Password::try_from(raw.to_owned()).unwrap();
        let hash = password("长乐未央-2026!").hash().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, password("长乐未央-2026!").hash().unwrap());
        assert!(password("长乐未央-2026!").fits(Some(&hash)).unwrap());
        assert!(!password("长乐未央-2026?").fits(Some(&hash)).unwrap());
        assert!(password("x").fits(Some("no hash")).is_err());
    }

    #[test]
    fn without_a_user_nothing_fits_and_the_work_is_the_same() {
        let salted = hasher().unwrap().hash_password_with_salt(b"x", b"nobody-knows-it").unwrap().to_string();
        let work = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!((work(NOBODY), NOBODY.len()), (work(&salted), salted.len()));
        assert!(!Password::try_from("x".to_owned()).unwrap().fits(None).unwrap());
    }

    #[test]
    fn a_password_that_is_set_has_ten_characters_or_more() {
        assert!(Password::to_set("123456789").is_err());
        assert!(Password::to_set("一二三四五六七八九十").is_ok());
        assert!(Password::try_from("字".repeat(129)).is_err());
        assert!(Password::try_from(String::new()).is_err());
    }
}
